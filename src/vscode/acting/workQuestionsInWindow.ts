/** Answers for asking a person in the window what starting and stopping work need to know. */
import * as vscode from 'vscode';
import type { ChangesChoice, ChangesQuestion, StopChoice, WorkQuestions } from '../../app/workQuestions';
import { sayCount } from '../../domain/words';
import { withoutIcons } from '../withoutIcons';
import { doubtWords, gitWords, nameOf, operationWords } from './workWords';

/** Paths that are listed by name. */
const mostPaths = 8;

export const windowQuestions: WorkQuestions = {
  async repository(choices) {
    const items = choices.map((repository) => ({
      label: withoutIcons(repository.name),
      description: repository.root,
      repository,
    }));
    const placeHolder = vscode.l10n.t('In which repository?');
    return (await vscode.window.showQuickPick(items, { placeHolder }))?.repository ?? null;
  },

  async startAnyway(issue, doubts) {
    const start = vscode.l10n.t('Start Anyway');
    const detail = doubts.map((doubt) => doubtWords(issue, doubt)).join('\n');
    const asked = vscode.l10n.t('Start work on {0} {1}?', nameOf(issue), issue.issue.title);
    return (await vscode.window.showWarningMessage(asked, { modal: true, detail }, start)) === start;
  },

  async branch(existing, fresh) {
    const items = [
      ...existing.map((tip) => ({
        label: `$(git-branch) ${withoutIcons(tip.name)}`,
        description: tip.remote === null ? vscode.l10n.t('switch to it') : vscode.l10n.t('make a local branch of it'),
        existing: tip,
      })),
      { label: `$(add) ${withoutIcons(fresh)}`, description: vscode.l10n.t('a new branch'), existing: null },
    ];
    const placeHolder = vscode.l10n.t('A branch names this issue already');
    const chosen = await vscode.window.showQuickPick(items, { placeHolder });
    return chosen === undefined ? null : { existing: chosen.existing };
  },

  async base(choices) {
    const items = choices.map((base) => ({
      label: `$(git-branch) ${withoutIcons(base.name)}`,
      description: base.kind === 'main' ? vscode.l10n.t('the main branch') : vscode.l10n.t('where you are'),
      base,
    }));
    const placeHolder = vscode.l10n.t('Where does the new branch begin?');
    return (await vscode.window.showQuickPick(items, { placeHolder }))?.base ?? null;
  },

  changes: askAboutChanges,

  async treeInstead({ name }, operation) {
    const tree = vscode.l10n.t('Use a New Worktree');
    const detail = vscode.l10n.t('Finish or abort it first, or work in a folder of its own.');
    const asked = operationWords(name, operation);
    return (await vscode.window.showWarningMessage(asked, { modal: true, detail }, tree)) === tree;
  },

  async stop(issue, choices) {
    const items = choices.map((choice) => ({ label: stopWords(choice, issue.started), choice }));
    const placeHolder = vscode.l10n.t('Stop work on {0} {1}', nameOf(issue), issue.issue.title);
    return (await vscode.window.showQuickPick(items, { placeHolder }))?.choice ?? null;
  },
};

async function askAboutChanges(question: ChangesQuestion): Promise<ChangesChoice | null> {
  const { repository, changed, branch, offersTree, refusal } = question;
  const choices: readonly (readonly [string, ChangesChoice])[] = [
    ...(refusal === null ? [[vscode.l10n.t('Bring Changes Along'), 'bring'] as const] : []),
    [vscode.l10n.t('Stash and Switch'), 'stash'],
    ...(offersTree ? [[vscode.l10n.t('Use a New Worktree'), 'tree'] as const] : []),
    [vscode.l10n.t('Show Changes'), 'show'],
  ];
  const listed = changed.slice(0, mostPaths);
  const others = changed.length - listed.length;
  const detail = [
    ...(refusal === null ? [] : [gitWords(refusal), '']),
    ...listed,
    ...(others > 0 ? [sayCount('and {0} more file | and {0} more files', others)] : []),
  ].join('\n');
  const asked =
    refusal === null
      ? sayCount(
          '{1} has {0} change that is not committed. Switch to {2}? | {1} has {0} changes that are not committed. Switch to {2}?',
          changed.length,
          repository.name,
          branch,
        )
      : vscode.l10n.t('The changes cannot come along to {0}.', branch);
  const labels = choices.map(([label]) => label);
  const answer = await vscode.window.showWarningMessage(asked, { modal: true, detail }, ...labels);
  return choices.find(([label]) => label === answer)?.[1] ?? null;
}

/** @param marked as in progress, in its tracker */
function stopWords({ to, reopens }: StopChoice, marked: boolean): string {
  if (to === null) return vscode.l10n.t('Mark it as open, and stay on this branch');
  if (reopens) return vscode.l10n.t('Mark it as open, and switch to {0}', withoutIcons(to));
  return marked
    ? vscode.l10n.t('Leave it in progress, and switch to {0}', withoutIcons(to))
    : vscode.l10n.t('Switch to {0}', withoutIcons(to));
}
