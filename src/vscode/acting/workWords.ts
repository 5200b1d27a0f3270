/** Answers for what starting and stopping work tell a person: reasons, outcomes, and what Git said. */
import * as vscode from 'vscode';
import type { Marking, Refusal } from '../../app/workOutcome';
import type { Doubt } from '../../app/workQuestions';
import { describeFailure, type Failure } from '../../domain/failure';
import type { GitOperation } from '../../domain/git';
import type { BlockReason, EvaluatedIssue } from '../../domain/readiness';
import { sayCount } from '../../domain/words';
import { issueName, nameBeside } from '../../protocol/issueName';

/** A notification has room for no more. */
const longestWords = 400;
const mostNamed = 3;

export const nameOf = ({ source, issue }: EvaluatedIssue): string => issueName(source, issue.id);

/** Git's own words on one line, where it is Git that failed. */
export function gitWords(failure: Failure): string {
  return failure.kind === 'programFailed' && failure.detail !== '' ? oneLine(failure.detail) : describeFailure(failure);
}

export function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > longestWords ? `${line.slice(0, longestWords)}…` : line;
}

export function doubtWords(issue: EvaluatedIssue, doubt: Doubt): string {
  switch (doubt.kind) {
    case 'done':
      return vscode.l10n.t('It is done.');
    case 'taken':
      return vscode.l10n.t('{0} has it in progress.', doubt.by.join(', '));
    case 'blocked': {
      const named = doubt.by.slice(0, mostNamed).map((reason) => reasonWords(issue, reason));
      const others = doubt.by.length - named.length;
      return [...named, ...(others > 0 ? [sayCount('And {0} more. | And {0} more.', others)] : [])].join(' ');
    }
  }
}

function reasonWords({ source }: EvaluatedIssue, reason: BlockReason): string {
  switch (reason.reason) {
    case 'manual':
      return vscode.l10n.t('It is marked as blocked.');
    case 'unknown':
      return vscode.l10n.t('It waits for {0}, which cannot be found.', reason.id);
    case 'cycle':
      return vscode.l10n.t(
        'It waits for itself, by way of {0} {1}.',
        nameBeside(source, reason.key, reason.id),
        reason.title,
      );
    case 'parent':
      return vscode.l10n.t('Its parent {0} {1} is blocked.', nameBeside(source, reason.key, reason.id), reason.title);
    case 'edge':
      return vscode.l10n.t('It waits for {0} {1}.', nameBeside(source, reason.key, reason.id), reason.title);
  }
}

export function operationWords(repository: string, operation: GitOperation): string {
  switch (operation) {
    case 'merge':
      return vscode.l10n.t('A merge is in progress in {0}.', repository);
    case 'rebase':
      return vscode.l10n.t('A rebase is in progress in {0}.', repository);
    case 'cherry-pick':
      return vscode.l10n.t('A cherry-pick is in progress in {0}.', repository);
    case 'revert':
      return vscode.l10n.t('A revert is in progress in {0}.', repository);
    case 'bisect':
      return vscode.l10n.t('A bisect is in progress in {0}.', repository);
    case 'am':
      return vscode.l10n.t('Patches are being applied in {0}.', repository);
    case 'clean':
      return '';
  }
}

export function refusalWords(why: Refusal): string {
  switch (why.kind) {
    case 'untrusted':
      return vscode.l10n.t('Git is not run in Restricted Mode. Trust this folder to start work in it.');
    case 'noRepository':
      return vscode.l10n.t('There is no Git repository to work in. Open a folder that is one.');
    case 'notGit':
      return vscode.l10n.t('{0} is not a Git repository, so there is nothing to branch in.', why.repository.name);
    case 'unborn':
      return vscode.l10n.t(
        '{0} has no commit yet to begin at. Make the first one, then start work.',
        why.repository.name,
      );
  }
}

/** What became of the mark; null: nothing is worth saying. */
export function markWords(name: string, marking: Marking): string | null {
  switch (marking.kind) {
    case 'off':
    case 'already':
    case 'marked':
      return null;
    case 'remote':
      return vscode.l10n.t('{0} itself is not changed: Context Scout does not write to {1} yet.', name, marking.label);
    case 'failed':
      return vscode.l10n.t('{0} was not marked. {1}', name, gitWords(marking.failure));
  }
}
