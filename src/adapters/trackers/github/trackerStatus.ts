/** Answers for the one word an issue's state, labels and pull requests make. */
import type { PullRequest } from '../../../domain/issue';
import type { LabelRules } from './labelRules';

export interface IssueState {
  readonly open: boolean;
  /** `completed`, `not_planned`, `duplicate`, `reopened`, in whatever case; null where none is told. */
  readonly reason: string | null;
}

/** One of the statuses of the rules. That a label says blocked weighs more than that someone has begun. */
export function trackerStatusOf(
  { open, reason }: IssueState,
  labels: readonly string[],
  pulls: readonly PullRequest[],
  rules: LabelRules,
): string {
  if (!open) return closedStatuses.get(reason?.toLowerCase() ?? '') ?? 'closed';
  if (rules.isBlocked(labels)) return 'blocked';
  return isBegun(labels, pulls, rules) ? 'in progress' : 'open';
}

/** A label says so, or a pull request that is to close it is open. */
export const isBegun = (labels: readonly string[], pulls: readonly PullRequest[], rules: LabelRules): boolean =>
  rules.isBegun(labels) || pulls.some(({ state }) => state === 'open' || state === 'draft');

const closedStatuses: ReadonlyMap<string, string> = new Map([
  ['not_planned', 'not planned'],
  ['duplicate', 'duplicate'],
]);
