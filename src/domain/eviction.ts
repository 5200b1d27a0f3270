/** Answers for which issues may be left out where there is not room to remember all: what is closed, the oldest first. */
import type { Issue } from './issue';
import { StatusRules } from './statusRules';
import type { TrackerRules } from './trackerRules';

/**
 * The issues that may be left out, the first to go first. Never one that is not closed, nor one that an edge of such
 * an issue names, in whatever way: what an open issue waits for must be there to say that it is closed.
 */
export function spareable(issues: readonly Issue[], declared: TrackerRules): readonly Issue[] {
  const rules = new StatusRules(declared);
  const isClosed = (issue: Issue): boolean => rules.standing(issue).done;
  const needed = new Set<string>();
  for (const issue of issues) {
    if (isClosed(issue)) continue;
    needed.add(rules.canonicalId(issue.id));
    for (const { id, scope } of issue.edges) {
      needed.add(rules.canonicalId(id));
      // An issue of another repository is known by both.
      if (scope !== null) needed.add(rules.canonicalId(`${scope}#${id}`)).add(rules.canonicalId(`${scope}${id}`));
    }
  }
  return issues
    .filter((issue) => isClosed(issue) && !needed.has(rules.canonicalId(issue.id)))
    .map((issue, place) => ({ issue, place, touchedAtMs: touchedAtMs(issue) }))
    .sort((a, b) => a.touchedAtMs - b.touchedAtMs || b.place - a.place)
    .map(({ issue }) => issue);
}

/** When something last happened to it; what says nothing counts as the oldest. */
const touchedAtMs = ({ updatedAtMs, closedAtMs, createdAtMs }: Issue): number =>
  updatedAtMs ?? closedAtMs ?? createdAtMs ?? -8_640_000_000_000_000;
