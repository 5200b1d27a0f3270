/** Answers for acting on issues from commands inside VS Code: starting and stopping work, and what is copied. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { ContextJson } from '../../src/protocol/contextScout';
import { contextWhere } from './scoutApi';

type IssueJson = ContextJson['issues'][number];

const folder = (): string => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { cwd: folder(), encoding: 'utf8' }).trim();
const currentBranch = (): string => git('symbolic-ref', '--short', 'HEAD');

/** Resolves when `isSo` holds, trying `attempt` until then; the test's own time limit ends a wait in vain. */
async function until(isSo: () => boolean, attempt: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  while (!isSo()) {
    await attempt();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function readyIssue(): Promise<IssueJson> {
  const { issues } = await contextWhere(() => true);
  const issue = issues.find(({ status, assignees }) => status === 'ready' && assignees.length === 0);
  assert.ok(issue, 'no issue is ready');
  return issue;
}

describe('acting on an issue', () => {
  let branchBefore = '';
  let issue: IssueJson;

  before(async () => {
    issue = await readyIssue();
    branchBefore = currentBranch();
    git('stash', 'push', '--include-untracked', '--quiet');
    git('switch', '--quiet', 'main');
    await contextWhere(({ repositories }) => repositories[0]?.git?.branch === 'main');
  });

  after(async () => {
    git('switch', '--quiet', branchBefore);
    git('stash', 'pop', '--index', '--quiet');
    await contextWhere(({ repositories }) => repositories[0]?.git?.branch === branchBefore);
  });

  it('starts on a branch that is named after it, and every reader knows what the branch is for', async () => {
    await vscode.commands.executeCommand('contextScout.startWork', { issueKey: issue.key, issueKeys: [issue.key] });
    assert.match(currentBranch(), new RegExp(`/${issue.id}-`));
    const { repositories } = await contextWhere((context) => context.repositories[0]?.currentIssue === issue.key);
    assert.equal(repositories[0]?.git?.branch, currentBranch());
  });

  it('stops, and is where it was before', async () => {
    const working = currentBranch();
    const stopping = vscode.commands.executeCommand('contextScout.stopWork', issue.key);
    await until(
      () => currentBranch() === 'main',
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      },
    );
    await stopping;
    await contextWhere((context) => context.repositories[0]?.currentIssue === null);
    assert.match(git('branch', '--list', working), new RegExp(issue.id));
    git('branch', '-D', working);
  });

  it('is copied as a branch name, as Markdown, and by keys of several', async () => {
    const { issues } = await contextWhere(() => true);
    const others = issues.slice(0, 2).map(({ key }) => key);
    await vscode.commands.executeCommand('contextScout.copyBranchName', issue.key);
    assert.match(await vscode.env.clipboard.readText(), new RegExp(`/${issue.id}-`));
    await vscode.commands.executeCommand('contextScout.copyAsMarkdown', issue.key);
    assert.match(await vscode.env.clipboard.readText(), new RegExp(`^${issue.id} `));
    await vscode.commands.executeCommand('contextScout.copyIssueKey', { issueKey: others[0], issueKeys: others });
    assert.equal(
      await vscode.env.clipboard.readText(),
      issues
        .slice(0, 2)
        .map(({ id }) => id)
        .join('\n'),
    );
  });
});
