/** Answers for the commands by which people act on issues: beginning and ending work, following chains, copying. */
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import type { Identity } from '../../app/identity';
import type { GitWriter } from '../../ports/gitWriter';
import { currentContext, type IssueArgument } from '../commandArgument';
import type { GitApi } from '../git/gitApi';
import { previewIssue, showUnblocks, whyBlocked } from './chainCommands';
import { copyBranchName, copyKeys, copyMarkdown } from './copyCommands';
import { insertReference } from './insertReference';
import { goBack, showingIn, type IssuePlaces } from './issuePlaces';
import { StartStop } from './startStop';
import { windowQuestions } from './workQuestionsInWindow';
import { readWorkSettings } from './workSettings';

/** What acting on issues needs of the window. */
export interface ActingMeans {
  /** Runs git; to be used in trusted folders only. */
  readonly gitWriter: GitWriter;
  /** Null while the editor's own Git cannot be had. */
  readonly gitApi: () => GitApi | null;
  readonly identity: Identity;
}

interface WorkCommandMeans extends ActingMeans, IssuePlaces {
  readonly scout: ContextScout;
}

type Register = (id: string, run: (argument: IssueArgument) => Promise<void>) => void;

export function registerWorkCommands(register: Register, means: WorkCommandMeans): void {
  const { scout, gitWriter, gitApi, identity } = means;
  const work = new StartStop(scout, {
    git: () => (vscode.workspace.isTrusted ? gitWriter : null),
    context: () => currentContext(scout),
    issueNamed: (root, branch) => scout.issueNamed(root, branch),
    writing: scout.writing,
    ask: windowQuestions,
    settings: readWorkSettings,
    me: () => identity.names,
    userOf: (root) => identity.userOf(root),
    gitMoved: (root) => {
      scout.gitMoved(root);
    },
  });
  const show = showingIn(means);
  /** The questions asked on the way take the keyboard out of the page, and do not give it back. */
  const andBack = async (argument: IssueArgument, action: () => Promise<boolean>): Promise<void> => {
    if (await action()) await goBack(means, argument);
  };
  register('startWork', (argument) => andBack(argument, () => work.start(argument, false)));
  register('startWorkInWorktree', (argument) => andBack(argument, () => work.start(argument, true)));
  register('stopWork', (argument) => andBack(argument, () => work.stop(argument)));
  register('previewIssue', (argument) => previewIssue(scout, show(argument), argument));
  register('whyBlocked', (argument) => whyBlocked(scout, show(argument), argument));
  register('showUnblocks', (argument) => showUnblocks(scout, show(argument), argument));
  register('copyIssueKey', (argument) => copyKeys(scout, argument));
  register('copyBranchName', (argument) => copyBranchName(scout, argument, (issue) => work.branchNameOf(issue)));
  register('copyAsMarkdown', (argument) => copyMarkdown(scout, argument));
  register('insertReference', (argument) => insertReference(scout, gitApi, argument));
}
