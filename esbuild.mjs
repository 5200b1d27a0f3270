// Answers for everything under dist/: the extension, the command line, the panel and the schema of the JSON they share.
// Options: --production (minified, no source maps), --watch, --out=<folder> (in place of dist/).
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = import.meta.dirname;
const out = process.argv.find((word) => word.startsWith('--out='))?.slice('--out='.length) ?? 'dist';
const dist = path.resolve(root, out);
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: root,
  bundle: true,
  outdir: dist,
  metafile: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

/** @type {esbuild.BuildOptions} */
const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // An import() becomes a require(): it stays inside the extension host's own module system.
  supported: { 'dynamic-import': false },
};

/**
 * Packages that few activations need, in bundles of their own, read on first use: an activation never waits for them.
 * simple-git runs git only where the editor's own git does not, two talk of files that not every folder has, the
 * others talk to servers. Loading takes from 3 ms (cockatiel) to 10 ms (simple-git).
 */
const lazyBundles = {
  'simple-git': 'simpleGit',
  bottleneck: 'bottleneck',
  cockatiel: 'cockatiel',
  '@octokit/rest': 'octokitRest',
  'js-yaml': 'jsYaml',
  'smol-toml': 'smolToml',
};

/**
 * In place of such a package a module whose exports are getters. Whoever uses an export when it is itself loaded (a
 * class that extends one, for example) reads the bundle then, so nobody may.
 *
 * @type {esbuild.Plugin}
 */
const lazyPackages = {
  name: 'lazy-packages',
  setup(build) {
    const packages = new RegExp(`^(${Object.keys(lazyBundles).join('|')})$`);
    build.onResolve({ filter: packages }, ({ path: name }) => ({ path: name, namespace: 'lazy' }));
    build.onResolve({ filter: /^\.\//, namespace: 'lazy' }, ({ path: file }) => ({ path: file, external: true }));
    build.onLoad({ filter: packages, namespace: 'lazy' }, async ({ path: name }) => {
      const file = JSON.stringify(`./${lazyBundles[name]}.js`);
      const names = Object.keys(await import(name)).filter((exported) => exported !== '__esModule');
      const contents = `
        Object.defineProperty(exports, '__esModule', { value: true });
        for (const name of ${JSON.stringify(names)})
          Object.defineProperty(exports, name, { enumerable: true, get: () => require(${file})[name] });`;
      return { contents, loader: 'js' };
    });
  },
};

/**
 * Bottleneck notes by the clock of the day when a job may begin at the earliest: after that clock is set back it would
 * let nothing pass until the day is as late again.
 * https://github.com/SGrondin/bottleneck/blob/v2.19.5/src/LocalDatastore.coffee
 */
const steadyTime = {
  define: { 'Date.now': 'steadyNow' },
  banner: { js: 'const steadyNow = () => Math.floor(performance.timeOrigin + performance.now());' },
};

/**
 * What reads GitHub is read on first use as well: its code is a good part of ours, and most folders have trackers of
 * their own.
 *
 * @type {esbuild.Plugin}
 */
const lazyGitHub = {
  name: 'lazy-github',
  setup(build) {
    build.onResolve({ filter: /^\.\/index$/ }, ({ importer }) =>
      importer.endsWith('trackerWhenNeeded.ts') ? { path: 'github', namespace: 'lazy-github' } : null,
    );
    build.onResolve({ filter: /^\.\/github\.js$/, namespace: 'lazy-github' }, ({ path: file }) => ({
      path: file,
      external: true,
    }));
    build.onLoad({ filter: /^github$/, namespace: 'lazy-github' }, () => ({
      contents: `exports.githubTracker = (options) => require('./github.js').githubTracker(options);`,
      loader: 'js',
    }));
  },
};

const sqlWasm = path.join(root, 'node_modules', 'sql.js', 'dist', 'sql-wasm.wasm');

/** The icon font is found wherever a style sheet asks for it by its name. */
const iconFont = {
  name: 'icon-font',
  /** @param {esbuild.PluginBuild} build */
  setup(build) {
    build.onResolve({ filter: /codicon\.ttf(\?.*)?$/ }, () => ({
      path: fileURLToPath(import.meta.resolve('@vscode/codicons/dist/codicon.ttf')),
    }));
  },
};

/** @type {esbuild.BuildOptions} */
const page = {
  ...common,
  outdir: path.join(dist, 'webview'),
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  assetNames: '[name]',
  loader: { '.ttf': 'file' },
  jsx: 'automatic',
  define: { 'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development') },
  tsconfig: 'webview/tsconfig.json',
};

/**
 * The toolkit is a bundle of its own, asked for after the first paint. Splitting would move the few bytes the two
 * share into a third file, which the page can only ask for once it has read the first.
 *
 * @type {esbuild.Plugin}
 */
const lateToolkit = {
  name: 'late-toolkit',
  setup(build) {
    build.onResolve({ filter: /\/toolkit\/register$/ }, () => ({ path: './toolkit.js', external: true }));
    // So are the cards of issues, with what reads their texts: asked for when the pointer or the keyboard comes.
    build.onResolve({ filter: /^\.\/card$/ }, ({ importer }) =>
      importer.endsWith('lateCards.ts') ? { path: './card.js', external: true } : null,
    );
    build.onResolve({ filter: /\/markdown\/Markdown$/ }, ({ importer }) =>
      importer.endsWith('lateMarkdown.ts') ? { path: './markdown.js', external: true } : null,
    );
    // And what finding needs beyond its first sight.
    build.onResolve({ filter: /^\.\/finding\/finding$/ }, () => ({ path: './finding.js', external: true }));
  },
};

/**
 * Of React there is one in the page, the program's (webview/shareReact.ts).
 *
 * @type {esbuild.Plugin}
 */
const programsReact = {
  name: 'programs-react',
  setup(build) {
    const packages = /^(react|react\/jsx-runtime|react-dom\/client)$/;
    build.onResolve({ filter: packages }, ({ path: name }) => ({ path: name, namespace: 'programs-react' }));
    build.onLoad({ filter: packages, namespace: 'programs-react' }, ({ path: name }) => ({
      contents: `module.exports = window.contextScoutReact[${JSON.stringify(name)}];`,
      loader: 'js',
    }));
  },
};

/** @type {esbuild.BuildOptions[]} */
const builds = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    external: ['vscode'],
    plugins: [lazyPackages, lazyGitHub],
  },
  {
    ...node,
    entryPoints: { cli: 'src/cli.ts' },
    banner: { js: '#!/usr/bin/env node' },
    plugins: [lazyPackages, lazyGitHub],
  },
  { ...node, entryPoints: { github: 'src/adapters/trackers/github/index.ts' }, plugins: [lazyPackages] },
  ...Object.entries(lazyBundles).map(([name, bundle]) => ({
    ...node,
    entryPoints: { [bundle]: name },
    ...(name === 'bottleneck' ? steadyTime : {}),
  })),
  {
    // The database's thread; it looks for its engine's wasm file beside itself.
    ...node,
    entryPoints: { storeWorker: 'src/adapters/store/worker.ts', 'sql-wasm': sqlWasm },
    loader: { '.wasm': 'copy' },
  },
  { ...page, entryPoints: { main: 'webview/main.tsx' }, plugins: [iconFont, lateToolkit] },
  {
    // The script in the page that paints the first frame: the same components, called once by a stand-in for React.
    ...page,
    entryPoints: { opening: 'webview/opening/main.tsx' },
    format: 'iife',
    sourcemap: false,
    alias: {
      react: './webview/opening/react.ts',
      'react/jsx-runtime': './webview/opening/react.ts',
    },
  },
  { ...page, entryPoints: { board: 'webview/board/board.tsx' }, plugins: [iconFont, lateToolkit] },
  { ...page, entryPoints: { markdown: 'webview/markdown/Markdown.tsx' }, plugins: [programsReact] },
  { ...page, entryPoints: { toolkit: 'webview/components/toolkit/register.ts' } },
  { ...page, entryPoints: { finding: 'webview/finding/finding.tsx' }, plugins: [programsReact] },
  {
    ...page,
    entryPoints: { card: 'webview/card/card.tsx' },
    loader: { '.css': 'text' },
    plugins: [programsReact],
  },
];

/** Generating takes seconds, so the result is kept by the hash of what it is made from. */
async function writeSchema() {
  const source = path.join(root, 'src', 'protocol', 'contextScout.d.ts');
  const target = path.join(dist, 'context.schema.json');
  const text = await readFile(source, 'utf8');
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const cache = path.join(root, '.vscode-test', 'schema');
  const cached = path.join(cache, `${hash}.json`);
  let schema = await readFile(cached, 'utf8').catch(() => null);
  if (schema === null) {
    const { createGenerator } = await import('ts-json-schema-generator');
    const generated = createGenerator({
      path: source,
      tsconfig: path.join(root, 'src', 'tsconfig.json'),
      type: 'ContextJson',
      expose: 'export',
      topRef: true,
      // Readers ignore fields they do not know.
      additionalProperties: true,
      skipTypeCheck: true,
    }).createSchema('ContextJson');
    schema = `${JSON.stringify({ title: 'Context Scout context, schema version 1', ...generated }, null, 2)}\n`;
    await mkdir(cache, { recursive: true });
    await writeWhole(cached, schema);
  }
  await mkdir(dist, { recursive: true });
  await writeWhole(target, schema);
}

/** Translations lie beside each other in the source; VS Code reads them from one folder of the package. */
async function copyTranslations() {
  const source = path.join(root, 'src', 'l10n');
  const files = (await readdir(source)).filter((name) => name.endsWith('.json'));
  await mkdir(path.join(dist, 'l10n'), { recursive: true });
  await Promise.all(
    files.map(async (name) =>
      writeWhole(path.join(dist, 'l10n', name), await readFile(path.join(source, name), 'utf8')),
    ),
  );
  return files.map((name) => nameOf(path.join(dist, 'l10n', name)));
}

/** Written beside and renamed, so that a reader never sees half a file. */
async function writeWhole(file, text) {
  const scratch = `${file}.${process.pid}`;
  await writeFile(scratch, text);
  await rename(scratch, file);
}

/** A file as esbuild names it: from the project's root, with forward slashes. */
function nameOf(file) {
  return path.relative(root, file).split(path.sep).join('/');
}

/** Removes what earlier builds left behind; a package made here holds nothing else. */
async function removeStale(results, copied) {
  const kept = new Set([...results.flatMap(({ metafile }) => Object.keys(metafile.outputs)), ...copied]);
  kept.add(nameOf(path.join(dist, 'context.schema.json')));
  for (const entry of await readdir(dist, { recursive: true })) {
    const name = nameOf(path.join(dist, entry));
    if (kept.has(name) || name.endsWith('.vsix') || (await stat(path.join(root, name))).isDirectory()) continue;
    await rm(path.join(root, name), { force: true });
  }
}

if (watch) {
  const schema = {
    name: 'schema',
    setup: (/** @type {esbuild.PluginBuild} */ build) =>
      build.onEnd(async ({ errors }) => {
        await writeSchema();
        await copyTranslations();
        console.log(errors.length === 0 ? 'Built.' : 'Not built.');
      }),
  };
  const [extension, ...others] = builds;
  const all = [{ ...extension, plugins: [...extension.plugins, schema] }, ...others];
  for (const options of all) await (await esbuild.context(options)).watch();
  console.log('Watching. Press Ctrl+C to end.');
} else {
  try {
    const [results, copied] = await Promise.all([
      Promise.all(builds.map((options) => esbuild.build(options))),
      copyTranslations(),
      writeSchema(),
    ]);
    await removeStale(results, copied);
    await chmod(path.join(dist, 'cli.js'), 0o755);
  } catch (error) {
    // esbuild has already printed its own messages.
    if (!(error instanceof Error && 'errors' in error)) console.error(error);
    process.exitCode = 1;
  }
}
