/** Answers for the bundles that run inside VS Code: every `test/host/*.host.ts` and the runner that finds them. */
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { cachePath, projectRoot } from './paths';

/** Builds all host tests anew; gives the path of the runner, which VS Code takes as its test entry. */
export async function buildHostTests(): Promise<string> {
  const outdir = cachePath('out', 'host');
  rmSync(outdir, { recursive: true, force: true });
  const sources = path.join(projectRoot, 'test', 'host');
  const entries = readdirSync(sources).filter((name) => name.endsWith('.host.ts') || name === 'index.ts');
  await build({
    absWorkingDir: projectRoot,
    entryPoints: entries.map((name) => path.join(sources, name)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return path.join(outdir, 'index.js');
}
