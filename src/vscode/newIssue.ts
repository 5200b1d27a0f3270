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

const priorities: readonly { readonly label: string; readonly priority: Priority }[] = [
  { label: 'Medium', priority: 2 },
  { label: 'Critical', priority: 0 },
  { label: 'High', priority: 1 },
  { label: 'Low', priority: 3 },
];

const types = ['feature', 'bug', 'other'] as const;

/** Runs the dialogue; nothing is written before its last answer. */
export async function newIssue(scout: ContextScout): Promise<void> {
  if (scout.context === null) await scout.refresh();
  const target = await chooseTarget(scout.writing.targets());
  if (target === undefined || !(await agrees(target))) return;
  const title = await askTitle();
  if (title === undefined) return;
  const priority = await pick('Priority', priorities);
  if (priority === undefined) return;
  const type = await pick(
    'Type',
    types.map((label) => ({ label })),
  );
  if (type === undefined) return;
  const phase = await choosePhase(target.phases);
  if (phase === undefined) return;
  const draft = { title, priority: priority.priority, type: type.label, phase, labels: [], assignee: null, body: '' };
  const written = await scout.writing.create(target, draft);
  if (!written.ok) {
    void vscode.window.showErrorMessage(`The issue was not written. ${describeFailure(written.error)}`);
    return;
  }
  await openLocation(target.home.root, written.value.location, false);
}

async function chooseTarget(targets: readonly WritingTarget[]): Promise<Asked<WritingTarget>> {
  if (targets.length === 0) {
    void vscode.window.showInformationMessage('Open a folder first: an issue is a file in it.');
    return undefined;
  }
  if (targets.length === 1) return targets[0];
  const items = targets.map((target) => ({
    label: withoutIcons(target.home.name),
    description: target.home.root,
    target,
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: 'In which folder?' }))?.target;
}

/** A second tracker in a folder is seldom what is meant. */
async function agrees({ besides, home }: WritingTarget): Promise<boolean> {
  if (besides.length === 0) return true;
  const begin = 'Begin a Roadmap';
  const answer = await vscode.window.showWarningMessage(
    `The issues of ${basename(home.root)} are kept in ${besides.join(' and ')}. Keep new ones as files in .roadmap/issues beside it?`,
    { modal: true, detail: `To add one to ${besides.join(' or ')}, use its own program; it appears here by itself.` },
    begin,
  );
  return answer === begin;
}

async function askTitle(): Promise<Asked<string>> {
  const title = await vscode.window.showInputBox({
    title: 'New Issue',
    prompt: 'Title',
    placeHolder: 'What is to be done',
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? 'An issue needs a title.' : null),
  });
  return title?.trim();
}

const pick = async <T extends vscode.QuickPickItem>(what: string, items: readonly T[]): Promise<Asked<T>> =>
  vscode.window.showQuickPick(items, { title: 'New Issue', placeHolder: what, ignoreFocusOut: true });

/** Null: the backlog. */
async function choosePhase(phases: readonly string[]): Promise<Asked<string | null>> {
  if (phases.length === 0) return null;
  const items = [{ label: 'Backlog', phase: null }, ...phases.map((phase) => ({ label: withoutIcons(phase), phase }))];
  return (await pick('Milestone', items))?.phase;
}
