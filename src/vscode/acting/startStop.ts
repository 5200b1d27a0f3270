/** Answers for the commands that start and stop work, and for telling how each ended. */
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import { StartWork } from '../../app/startWork';
import { StopWork } from '../../app/stopWork';
import type { WorkMeans } from '../../app/workMeans';
import type { StartOutcome, StopOutcome, Turned } from '../../app/workOutcome';
import type { EvaluatedIssue } from '../../domain/readiness';
import type { IssueArgument } from '../commandArgument';
import { chosenIssues } from './chosenIssues';
import { gitWords, markWords, nameOf, oneLine, refusalWords } from './workWords';

export class StartStop {
  private readonly starting: StartWork;
  private readonly stopping: StopWork;
  private isBusy = false;

  constructor(
    private readonly scout: ContextScout,
    means: WorkMeans,
  ) {
    this.starting = new StartWork(means);
    this.stopping = new StopWork(means);
  }

  /** False: the person was led elsewhere, or is asked about another issue. */
  async start(argument: IssueArgument, inTree: boolean): Promise<boolean> {
    return this.alone(async () => {
      const [issue] = await chosenIssues(this.scout, argument, {
        question: vscode.l10n.t('Start work on which issue?'),
        fits: ({ status }) => status !== 'done',
      });
      if (issue === undefined) return true;
      const title = vscode.l10n.t('Starting work on {0}', nameOf(issue));
      const location = vscode.ProgressLocation.Window;
      const outcome = await vscode.window.withProgress({ location, title }, () => this.starting.start(issue, inTree));
      tellStart(issue, outcome);
      return outcome.kind !== 'show';
    });
  }

  /** As {@link StartStop.start}. */
  async stop(argument: IssueArgument): Promise<boolean> {
    return this.alone(async () => {
      const [issue] = await chosenIssues(this.scout, argument, {
        question: vscode.l10n.t('Stop work on which issue?'),
        fits: ({ key, started, status }) =>
          (started && status !== 'done') ||
          this.scout.context?.repositories.some(({ currentIssue }) => currentIssue === key) === true,
        takesCurrent: true,
      });
      if (issue === undefined) return true;
      const outcome = await this.stopping.stop(issue);
      tellStop(issue, outcome);
      return outcome.kind !== 'show';
    });
  }

  /** The name of the branch that Start Work would make in the issue's repository. */
  branchNameOf(issue: EvaluatedIssue): string {
    const source = this.scout.context?.sources.find(({ id }) => id === issue.source);
    return this.starting.nameFor(issue, source?.repository ?? '');
  }

  /** Two at once would move the same work tree. */
  private async alone(action: () => Promise<boolean>): Promise<boolean> {
    if (this.isBusy) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Answer what is asked about the other issue first.'));
      return false;
    }
    this.isBusy = true;
    try {
      return await action();
    } finally {
      this.isBusy = false;
    }
  }
}

/** Waits for nobody: a notification stays as long as the person likes. */
function tellStart(issue: EvaluatedIssue, outcome: StartOutcome): void {
  switch (outcome.kind) {
    case 'elsewhere':
      void offerFolder(vscode.l10n.t('{0} is checked out in {1}.', outcome.branch, outcome.path), outcome.path);
      return;
    case 'started': {
      const { branch, tree, made, complaint, stashed, marking } = outcome;
      const marked = markWords(nameOf(issue), marking);
      const news = [...complaints(complaint, stashed), ...(marked === null ? [] : [marked])];
      if (tree !== null) {
        void offerFolder([vscode.l10n.t('{0} is checked out in {1}.', branch, tree), ...news].join(' '), tree);
        return;
      }
      const done = made ? vscode.l10n.t('New branch {0}', branch) : vscode.l10n.t('On branch {0}', branch);
      tell(done, news, complaint !== null || marking.kind === 'failed');
      return;
    }
    default:
      void tellTurned(vscode.l10n.t('Work on {0} was not started.', nameOf(issue)), outcome);
  }
}

function tellStop(issue: EvaluatedIssue, outcome: StopOutcome): void {
  switch (outcome.kind) {
    case 'nothing':
      void vscode.window.showInformationMessage(
        vscode.l10n.t(
          'There is nothing to stop: no branch is checked out for {0}, and no mark can be taken back.',
          nameOf(issue),
        ),
      );
      return;
    case 'stopped': {
      const { branch, complaint, stashed, marking, switched } = outcome;
      const marked = markWords(nameOf(issue), marking);
      const news = [...complaints(complaint, stashed), ...(marked === null ? [] : [marked])];
      const done = switched
        ? vscode.l10n.t('Back on branch {0}', branch)
        : vscode.l10n.t('{0} is open again', nameOf(issue));
      tell(done, news, complaint !== null || marking.kind === 'failed');
      return;
    }
    default:
      void tellTurned(vscode.l10n.t('Work on {0} was not stopped.', nameOf(issue)), outcome);
  }
}

async function tellTurned(what: string, outcome: Turned): Promise<void> {
  switch (outcome.kind) {
    case 'cancelled':
      return;
    case 'show':
      await vscode.commands.executeCommand('workbench.view.scm');
      return;
    case 'failed': {
      const kept = outcome.stashed ? ` ${vscode.l10n.t('Your changes are in the stash.')}` : '';
      void vscode.window.showErrorMessage(`${what} ${gitWords(outcome.failure)}${kept}`);
      return;
    }
    case 'refused': {
      const words = refusalWords(outcome.why);
      if (outcome.why.kind !== 'untrusted') {
        void vscode.window.showWarningMessage(words);
        return;
      }
      const trust = vscode.l10n.t('Manage Trust');
      const answer = await vscode.window.showWarningMessage(words, trust);
      if (answer === trust) await vscode.commands.executeCommand('workbench.trust.manage');
    }
  }
}

const complaints = (complaint: string | null, stashed: boolean): readonly string[] => [
  ...(stashed ? [vscode.l10n.t('Your changes are in the stash.')] : []),
  ...(complaint === null ? [] : [oneLine(complaint)]),
];

/** A screen reader reads notifications, and not what passes through the status bar. */
function tell(done: string, news: readonly string[], isTrouble: boolean): void {
  const text = [`${done}.`, ...news].join(' ');
  if (isTrouble) void vscode.window.showWarningMessage(text);
  else void vscode.window.showInformationMessage(text);
}

async function offerFolder(text: string, path: string): Promise<void> {
  const open = vscode.l10n.t('Open in New Window');
  const answer = await vscode.window.showInformationMessage(text, open);
  if (answer !== open) return;
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(path), { forceNewWindow: true });
}
