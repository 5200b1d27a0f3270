/** Answers for short ways to say what a source holds and to ask how it is judged. */
import type { Edge, Issue } from '../../../src/domain/issue';
import type { EvaluatedIssue, SourceFacts } from '../../../src/domain/readiness';
import { evaluate } from '../../../src/domain/readinessIndex';
import type { TrackerRules } from '../../../src/domain/trackerRules';
import { issueOf, plainRules } from '../../fakes/issues';

export const edge = (kind: string, id: string, more: Partial<Edge> = {}): Edge => ({
  kind,
  id,
  scope: null,
  reversed: false,
  ...more,
});

export const childOf = (id: string): Edge => edge('parent-child', id);

export const sourceOf = (
  issues: readonly Issue[],
  rules: Partial<TrackerRules> = {},
  id = 'beads:shop',
  aliases: readonly string[] = [],
): SourceFacts => ({ id, aliases, rules: { ...plainRules, ...rules }, issues });

/** The issues of one source as judged, by id; of several with one id, the last. */
export function judged(
  issues: readonly Issue[],
  rules: Partial<TrackerRules> = {},
  nowMs = 0,
): (id: string) => EvaluatedIssue {
  return among([sourceOf(issues, rules)], nowMs);
}

/** The issues of several sources as judged, by key or, where that is unique, by id. */
export function among(sources: readonly SourceFacts[], nowMs = 0): (name: string) => EvaluatedIssue {
  const issues = evaluate(sources, nowMs);
  return (name) => {
    const found = issues.find(({ key }) => key === name) ?? issues.find(({ issue }) => issue.id === name);
    if (found === undefined) throw new Error(`no issue is called ${name}`);
    return found;
  };
}

/** The reasons an issue is blocked, each as `reason:id`. */
export const reasons = ({ blockedBy }: EvaluatedIssue): string[] =>
  blockedBy.map((reason) => (reason.reason === 'manual' ? 'manual' : `${reason.reason}:${reason.id}`));

export { issueOf };
