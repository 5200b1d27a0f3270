/** Answers for which issues a command is about: those it was told, the branch's own, or one that is chosen. */
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import type { ProjectContext } from '../../domain/context';
import type { EvaluatedIssue } from '../../domain/readiness';
import { maxKeysAtOnce } from '../../protocol/rowCommand';
import { chosenIssue, currentContext, keyOf, type IssueArgument } from '../commandArgument';

/** The keys a row's menu or the page gives; empty where the command was given none. */
export function keysOf(argument: IssueArgument): readonly string[] {
  const several: unknown = typeof argument === 'object' ? argument.issueKeys : undefined;
  const keys = Array.isArray(several) && several.length > 0 ? several : [keyOf(argument)];
  return [...new Set(keys.filter((key) => typeof key === 'string'))].slice(0, maxKeysAtOnce);
}

export interface Choosing {
  readonly question: string;
  readonly fits?: (issue: EvaluatedIssue) => boolean;
  /** Take the issue the branch names, where there is exactly one, instead of asking. */
  readonly takesCurrent?: boolean;
}

/** In the order of the keys; empty: there is none, and the person knows. */
export async function chosenIssues(
  scout: ContextScout,
  argument: IssueArgument,
  { question, fits, takesCurrent = false }: Choosing,
): Promise<readonly EvaluatedIssue[]> {
  const context = await currentContext(scout);
  const keys = keysOf(argument);
  if (keys.length > 1) {
    const wanted = new Set(keys);
    const found = new Map(context.issues.filter(({ key }) => wanted.has(key)).map((issue) => [issue.key, issue]));
    if (found.size === 0) void vscode.window.showInformationMessage(vscode.l10n.t('Those issues are no longer there.'));
    return keys.flatMap((key) => found.get(key) ?? []);
  }
  const current = keys.length === 0 && takesCurrent ? currentIssues(context).filter(fits ?? (() => true)) : [];
  if (current.length === 1) return current;
  const issue = await chosenIssue(context, argument, question, fits);
  return issue === undefined ? [] : [issue];
}

/** Those the branches name. */
function currentIssues({ repositories, issues }: ProjectContext): readonly EvaluatedIssue[] {
  const current = new Set(repositories.map(({ currentIssue }) => currentIssue));
  return issues.filter(({ key }) => current.has(key));
}
