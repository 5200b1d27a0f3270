/** Answers for GitHub inside VS Code: a remote becomes a source, and its numbers mean something in the editor. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { systemClock } from '../../src/adapters/clock/systemClock';
import type { ContextJson } from '../../src/protocol/contextScout';
import { editorAccounts } from '../../src/vscode/credentials/editorAccounts';
import { FakeLog } from '../fakes/fakeLog';
import { startGitHub, type GitHubServer } from '../fakes/github/gitHubServer';
import { contextWhere } from './scoutApi';

const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const settings = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('contextScout');
const git = (...args: string[]): void => {
  execFileSync('git', args, { cwd: folder(), stdio: 'ignore' });
};

const page = /^https?:\/\/[^/]+\/acme\/shop\/issues\/2$/;
const gitHubOf = (context: ContextJson) => context.sources.find(({ kind }) => kind === 'github');

describe('a repository with a remote on GitHub', () => {
  let server: GitHubServer;

  before(async () => {
    server = await startGitHub();
    const shop = server.state.addRepository('acme/shop');
    const blocker = server.state.addIssue(shop, { title: 'Reload the cache' });
    const waiting = server.state.addIssue(shop, { title: 'Show fresh prices' });
    server.state.block(waiting, blocker);
    await settings().update('github.enterpriseUrl', server.origin, vscode.ConfigurationTarget.Global);
    git('remote', 'add', 'github', `${server.origin}/acme/shop.git`);
  });

  after(async () => {
    git('remote', 'remove', 'github');
    await settings().update('github.enterpriseUrl', undefined, vscode.ConfigurationTarget.Global);
    await server.stop();
  });

  it('becomes a source by itself, read without an account', async () => {
    const context = await contextWhere(({ issues }) => issues.some(({ title }) => title === 'Show fresh prices'));
    assert.equal(gitHubOf(context)?.error, null);
    const [waiting] = context.issues.filter(({ title }) => title === 'Show fresh prices');
    assert.equal(waiting?.status, 'blocked');
    assert.ok(server.requests.every(({ headers }) => headers.authorization === undefined));
  });

  it('says in a hover what a number is, in comments and in prose, and not in a colour', async () => {
    await contextWhere((each) => each.issues.some(({ title }) => title === 'Show fresh prices'));
    assert.match(await hoverIn('notes/work.md', 'See #2.\n', 5), /Show fresh prices/);
    assert.match(await hoverIn('src/work.ts', 'const a = 1; // waits for #2\n', 27), /blocked[^]*Reload the cache/);
    assert.equal(await hoverIn('src/work.css', 'a { color: #2 }\n', 12), '');
    assert.equal(await hoverIn('src/other.ts', "const a = '#2'; // see #999\n", 12), '');
    assert.equal(await hoverIn('src/other.ts', "const a = '#2'; // see #999\n", 25), '');
  });

  it('leads from a number to its page', async () => {
    const uri = write('notes/work.md', 'See #2.\n');
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        document.uri,
      );
      const [link, ...others] = links.map(({ target }) => target?.toString(true));
      assert.match(link ?? '', page);
      assert.deepEqual(others, []);
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(0, 5, 0, 5);
      await vscode.commands.executeCommand('contextScout.copyLink');
      assert.match(await vscode.env.clipboard.readText(), page);
    } finally {
      rmSync(uri.fsPath);
    }
  });

  it('tells how many requests that took', async () => {
    await contextWhere((each) => gitHubOf(each) !== undefined);
    await vscode.commands.executeCommand('contextScout.showRequestStatistics');
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.match(document?.getText() ?? '', new RegExp(`${server.origin}, without an account[^]*budget .* of 60`));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('is let go of when its remote is', async () => {
    git('remote', 'rename', 'github', 'other');
    git('remote', 'set-url', 'other', 'https://example.com/acme/shop.git');
    await contextWhere((each) => gitHubOf(each) === undefined);
    git('remote', 'rename', 'other', 'github');
  });
});

describe('the accounts of VS Code', () => {
  it('are asked for without asking anybody, and are none here', async () => {
    const kept = new Map<string, string>();
    const secrets = {
      get: (key: string) => Promise.resolve(kept.get(key)),
      onDidChange: new vscode.EventEmitter<vscode.SecretStorageChangeEvent>().event,
    } as unknown as vscode.SecretStorage;
    const accounts = editorAccounts(secrets, systemClock, new FakeLog(), () => undefined);
    try {
      assert.equal(await accounts.credentials.find({ name: 'github.com', kind: 'github' }), null);
      assert.equal(await accounts.credentials.find({ name: 'ghe.example.com', kind: 'githubEnterprise' }), null);
    } finally {
      accounts.dispose();
    }
  });
});

function write(name: string, text: string): vscode.Uri {
  const path = join(folder(), name);
  writeFileSync(path, text);
  return vscode.Uri.file(path);
}

/** All that is said at a place of a file with this text; the file is gone afterwards. */
async function hoverIn(name: string, text: string, character: number): Promise<string> {
  const uri = write(name, text);
  try {
    const { uri: opened } = await vscode.workspace.openTextDocument(uri);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      opened,
      new vscode.Position(0, character),
    );
    return hovers
      .flatMap(({ contents }) => contents as vscode.MarkdownString[])
      .map(({ value }) => value)
      .join('\n');
  } finally {
    rmSync(uri.fsPath);
  }
}
