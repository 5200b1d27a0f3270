// Which part of the project may know which; ARCHITECTURE.md says why. `npm run boundaries` applies these rules to the
// project and then to test/rig/badFixture, where each of them must find its violation.

/** A package by name, wherever it was resolved to. */
const packages = (...names) =>
  names.flatMap((name) => [`^${name}$`, `^${name}/`, `node_modules/${name}/`, `node_modules/@types/${name}/`]);

const roots = '^src/(extension|cli|composition)\\.ts$';

/** What a layer may import of src/, itself included. */
const layer = (name, from, mayImport) => ({
  name: `${name}-knows-only`,
  comment: `${from} may import ${mayImport.join(', ')} of src/ and nothing else of it.`,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|webview|test)/', pathNot: mayImport },
});

/** A package that only one place may know. */
const only = (name, place, ...names) => ({
  name: `${name}-only-there`,
  comment: `${names.join(', ')} may be imported only in ${place}.`,
  severity: 'error',
  from: { path: '^(src|webview)/', pathNot: place },
  to: { path: packages(...names) },
});

module.exports = {
  forbidden: [
    layer('domain', '^src/domain/', ['^src/domain/']),
    layer('ports', '^src/ports/', ['^src/(ports|domain)/']),
    layer('app', '^src/app/', ['^src/(app|ports|domain)/']),
    layer('adapters', '^src/adapters/', ['^src/(adapters|ports|domain)/']),
    layer('vscode', '^src/vscode/', ['^src/(vscode|app|ports|domain|protocol)/']),
    layer('cli', '^src/cli/', ['^src/(cli|app|ports|domain|protocol)/']),
    layer('protocol', '^src/protocol/', ['^src/(protocol|domain)/']),
    layer('webview', '^webview/', ['^webview/', '^src/(protocol|domain)/']),
    {
      name: 'adapter-family-alone',
      comment:
        'An adapter family never imports another; each tracker is a family. What trackers of markdown files share is in trackers/markdown.',
      severity: 'error',
      from: { path: '^src/adapters/(trackers/[^/]+|[^/]+)/' },
      to: { path: '^src/adapters/', pathNot: ['^src/adapters/$1/', '^src/adapters/trackers/markdown/'] },
    },
    {
      name: 'markdown-for-trackers',
      comment: 'Records in markdown files are the business of trackers.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/adapters/trackers/' },
      to: { path: '^src/adapters/trackers/markdown/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Rules and use cases need neither Node nor any package.',
      severity: 'error',
      from: { path: '^src/(domain|ports|app)/' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'protocol-without-node',
      comment: 'The wire types run on both sides: no Node in them.',
      severity: 'error',
      from: { path: '^src/protocol/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'webview-without-node',
      comment: 'The panel runs in a browser.',
      severity: 'error',
      from: { path: '^webview/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-types-only',
      comment:
        'The panel and the messages take types from the domain, no code. Two exceptions: the words, which every layer says in one language, and the JSON form of the context, which turns failures into sentences.',
      severity: 'error',
      from: { path: '^(webview|src/protocol)/', pathNot: '^src/protocol/contextJson\\.ts$' },
      to: { path: '^src/domain/', pathNot: '^src/domain/words\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-imports-roots',
      comment: 'Composition roots are where programs start; only they share src/composition.ts.',
      severity: 'error',
      from: { path: '^(src|webview)/', pathNot: roots },
      to: { path: roots },
    },
    only('vscode', '^src/(vscode/|extension\\.ts$)', 'vscode'),
    only('simple-git', '^src/adapters/git/', 'simple-git'),
    only('sql', '^src/adapters/store/', 'sql\\.js'),
    only('yaml', '^src/adapters/trackers/markdown/', 'js-yaml'),
    only('scheduler', '^src/adapters/http/', 'bottleneck', 'cockatiel'),
    only('octokit', '^src/adapters/trackers/github/', '@octokit'),
    only('react', '^webview/', 'react', 'react-dom'),
    only('toolkit', '^webview/components/', '@vscode/webview-ui-toolkit'),
    {
      name: 'no-cycles',
      comment: 'Modules that need each other to start cannot be understood apart.',
      severity: 'error',
      from: { path: '^(src|webview)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere would escape every other rule.',
      severity: 'error',
      from: { path: '^(src|webview)/' },
      to: { couldNotResolve: true, pathNot: ['^vscode$'] },
    },
  ],
  options: {
    // `import type` counts: a layer that names another's types depends on it.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};
