/** Answers for when the mere passing of time changes what is deferred. */
import type { IssueNode } from './issueNode';

/** The span of time over which every deferral reads the same. */
export interface QuietSpan {
  /** First moment of the span. */
  readonly fromMs: number;
  /** First moment after it: the earliest deferral still to end. Null when there is none. */
  readonly untilMs: number | null;
}

/** The span around a moment that the ends of the issues' deferrals leave quiet. */
export function quietSpan(timed: Iterable<IssueNode>, nowMs: number): QuietSpan {
  let fromMs = -Infinity;
  let untilMs: number | null = null;
  for (const { issue, standing } of timed) {
    if (issue.deferUntilMs === null || standing.done) continue;
    if (issue.deferUntilMs <= nowMs) fromMs = Math.max(fromMs, issue.deferUntilMs);
    else if (untilMs === null || issue.deferUntilMs < untilMs) untilMs = issue.deferUntilMs;
  }
  return { fromMs, untilMs };
}

/** The issues whose deferral ended, or began again (clocks are set back), between two moments. */
export function* turnedBetween(timed: Iterable<IssueNode>, thenMs: number, nowMs: number): Iterable<IssueNode> {
  for (const node of timed) {
    const untilMs = node.issue.deferUntilMs;
    if (untilMs !== null && untilMs > thenMs !== untilMs > nowMs) yield node;
  }
}
