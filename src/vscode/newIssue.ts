/** Answers for asking what a new issue is to say, writing it, and opening it. */
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { ContextScout } from '../app/contextScout';
import type { WritingTarget } from '../app/issueWriting';
import { describeFailure } from '../domain/failure';
import type { Priority } from '../domain/issue';
import { openLocation } from './openRecord';
import { withoutIcons } from './withoutIcons';

/** Thrown away answers: the person pressed Escape. */
type Asked<T> = T | undefined;

const priorities = (): readonly { readonly label: string; readonly priority: Priority }[] => [
  { label: vscode.l10n.t('Medium'), priority: 2 },
  { label: vscode.l10n.t('Critical'), priority: 0 },
  { label: vscode.l10n.t('High'), priority: 1 },
  { label: vscode.l10n.t('Low'), priority: 3 },
];

/** Written into the file as they are. */
const types = ['feature', 'bug', 'other'] as const;

const typeNames = (): Readonly<Record<(typeof types)[number], string>> => ({
  feature: vscode.l10n.t('feature'),
  bug: vscode.l10n.t('bug'),
  other: vscode.l10n.t('other'),
});

/** Runs the dialogue; nothing is written before its last answer. */
export async function newIssue(scout: ContextScout): Promise<void> {
  if (scout.context === null) await scout.refresh();
  const target = await chooseTarget(scout.writing.targets());
  if (target === undefined || !(await agrees(target))) return;
  const title = await askTitle();
  if (title === undefined) return;
  const priority = await pick(vscode.l10n.t('Priority'), priorities());
  if (priority === undefined) return;
  const type = await pick(
    vscode.l10n.t('Type'),
    types.map((type) => ({ label: typeNames()[type], type })),
  );
  if (type === undefined) return;
  const phase = await choosePhase(target.phases);
  if (phase === undefined) return;
  const draft = { title, priority: priority.priority, type: type.type, phase, labels: [], assignee: null, body: '' };
  const written = await scout.writing.create(target, draft);
  if (!written.ok) {
    void vscode.window.showErrorMessage(
      vscode.l10n.t('The issue was not written. {0}', describeFailure(written.error)),
    );
    return;
  }
  await openLocation(target.home.root, written.value.location, false);
}

async function chooseTarget(targets: readonly WritingTarget[]): Promise<Asked<WritingTarget>> {
  if (targets.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a folder first: an issue is a file in it.'));
    return undefined;
  }
  if (targets.length === 1) return targets[0];
  const items = targets.map((target) => ({
    label: withoutIcons(target.home.name),
    description: target.home.root,
    target,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('In which folder?') }))?.target;
}

/** A second tracker in a folder is seldom what is meant. */
async function agrees({ besides, home }: WritingTarget): Promise<boolean> {
  if (besides.length === 0) return true;
  const begin = vscode.l10n.t('Begin a Roadmap');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'The issues of {0} are kept in {1}. Keep new ones as files in .roadmap/issues beside it?',
      basename(home.root),
      besides.join(', '),
    ),
    {
      modal: true,
      detail: vscode.l10n.t('To add one to {0}, use its own program; it appears here by itself.', besides.join(', ')),
    },
    begin,
  );
  return answer === begin;
}

async function askTitle(): Promise<Asked<string>> {
  const title = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Issue'),
    prompt: vscode.l10n.t('Title'),
    placeHolder: vscode.l10n.t('What is to be done'),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('An issue needs a title.') : null),
  });
  return title?.trim();
}

const pick = async <T extends vscode.QuickPickItem>(what: string, items: readonly T[]): Promise<Asked<T>> =>
  vscode.window.showQuickPick(items, { title: vscode.l10n.t('New Issue'), placeHolder: what, ignoreFocusOut: true });

/** Null: the backlog. */
async function choosePhase(phases: readonly string[]): Promise<Asked<string | null>> {
  if (phases.length === 0) return null;
  const items = [
    { label: vscode.l10n.t('Backlog'), phase: null },
    ...phases.map((phase) => ({ label: withoutIcons(phase), phase })),
  ];
  return (await pick(vscode.l10n.t('Milestone'), items))?.phase;
}
