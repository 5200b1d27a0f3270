/** Answers for what starting the extension does not load: everything that is needed later, if ever. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../rig/paths';

/** Loads the built extension with an empty `vscode` and prints the files of ours that came with it. */
const loadExtension = `
  const Module = require('node:module');
  const load = Module._load;
  Module._load = function (name, ...rest) {
    return name === 'vscode' ? {} : load.call(this, name, ...rest);
  };
  require('./dist/extension.js');
  console.log(Object.keys(require.cache).map((file) => require('node:path').basename(file)).join(','));
`;

describe('starting the extension', () => {
  it('loads one file, neither simple-git nor the database', () => {
    const loaded = execFileSync(process.execPath, ['-e', loadExtension], { cwd: path.resolve(projectRoot) }).toString();
    expect(loaded.trim()).toBe('extension.js');
  });
});
