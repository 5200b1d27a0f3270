/** Answers for the reader on VS Code's git extension keeping the contract, inside a real VS Code. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { GitFilesReader } from '../../src/adapters/git/gitFiles';
import { gitFingerprint } from '../../src/adapters/git/gitFingerprint';
import { readGitSettings } from '../../src/vscode/git/vscodeGitSettings';
import { VscodeGitEvents } from '../../src/vscode/git/vscodeGitEvents';
import { VscodeGitReader } from '../../src/vscode/git/vscodeGitReader';
import { gitReaderContract } from '../contract/gitReaderContract';
import { FakeLog } from '../fakes/fakeLog';
import { GitSandbox } from '../fakes/gitRepository';

const events = new VscodeGitEvents(new FakeLog());
let started: Promise<void> | null = null;

/** Temporary folders lie outside the workspace, where the extension opens nothing unless it is told to. */
async function start(): Promise<void> {
  await vscode.workspace
    .getConfiguration('git')
    .update('openRepositoryInParentFolders', 'always', vscode.ConfigurationTarget.Global);
  await events.start();
}

async function open(root: string): Promise<void> {
  started ??= start();
  await started;
  await events.api?.openRepository(vscode.Uri.file(root));
}

const reader = new VscodeGitReader(() => events.api, new GitFilesReader(), readGitSettings, gitFingerprint);

gitReaderContract(
  { describe, it },
  {
    name: 'vscode',
    unknown: [],
    readsBare: false,
    readsSha256: false,
    create: () => Promise.resolve(reader),
    open,
  },
);

describe('git events', () => {
  it('tell the git program and the repositories that are open', () =>
    GitSandbox.use('git', async (sandbox) => {
      const repository = await sandbox.init('repo');
      await open(repository.root);
      assert.ok(events.gitPath);
      assert.ok(events.repositories().includes(repository.root));
    }));

  it('fire when a repository is opened, and when something in it changed', () =>
    GitSandbox.use('git', async (sandbox) => {
      const repository = await sandbox.init('repo');
      await repository.commit('a.txt', 'a\n');
      started ??= start();
      await started;
      await waitForChange(repository.root, () => open(repository.root));
      await waitForChange(repository.root, async () => {
        await repository.write(join('b.txt'), 'b\n');
        await repository.git('add', 'b.txt');
      });
    }));
});

/** The test's own time limit ends a wait in vain. */
async function waitForChange(root: string, act: () => Promise<void>): Promise<void> {
  let listening: { dispose(): void } | undefined;
  const fired = new Promise<void>((resolve) => {
    listening = events.onDidChange((changed) => {
      if (changed === root) resolve();
    });
  });
  await act();
  await fired;
  listening?.dispose();
}
