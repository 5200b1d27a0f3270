/** Answers for GitHub in a folder nobody has trusted: its remote is not looked at, and no server is asked. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import { scoutApi } from './scoutApi';

describe('a remote on GitHub in an untrusted folder', () => {
  let server: GitHubServer;
  const cwd = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const settings = vscode.workspace.getConfiguration('contextScout');

  before(async () => {
    server = await startGitHub();
    server.state.addRepository('acme/shop');
    execFileSync('git', ['remote', 'add', 'github', `${server.origin}/acme/shop.git`], { cwd });
    await settings.update('github.enterpriseUrl', server.origin, vscode.ConfigurationTarget.Global);
  });

  after(async () => {
    await settings.update('github.enterpriseUrl', undefined, vscode.ConfigurationTarget.Global);
    execFileSync('git', ['remote', 'remove', 'github'], { cwd });
    await server.stop();
  });

  it('is not asked for anything, not even on request', async () => {
    const scout = await scoutApi();
    await vscode.commands.executeCommand('contextScout.syncNow');
    const { sources } = await scout.getContext();
    assert.deepEqual(
      sources.filter(({ kind }) => kind === 'github'),
      [],
    );
    assert.equal(server.requests.length, 0);
  });
});
