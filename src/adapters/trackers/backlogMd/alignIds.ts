/** Answers for edges that name a task by another spelling of its id than its own record has. */
import type { Edge, Issue } from '../../../domain/issue';
import { dependencyKind } from './rules';
import { canonicalTaskId } from './taskId';

/** Ends the id of a dependency that several tasks claim under different spellings. No record has such an id. */
const ambiguous = ' (ambiguous)';

/** By canonical id: the ids of records as written, by lower case. */
type Spellings = ReadonlyMap<string, ReadonlyMap<string, string>>;

interface Aligned {
  readonly issue: Issue;
  readonly edges: readonly Edge[];
}

/**
 * Gives edges the spelling that the named record has, as readiness compares ids but for their case. A dependency on an
 * id that two records claim by different spellings (`task-1`, `task-01`) is made one that nothing answers for.
 */
export class IdAligner {
  private readonly canonical = new WeakMap<Issue, string>();
  private readonly aligned = new WeakMap<Issue, Aligned>();

  /** Issues whose edges need nothing are the same objects; others are the same as long as their edges are. */
  align(issues: readonly Issue[]): readonly Issue[] {
    const spellings = new Map<string, Map<string, string>>();
    for (const issue of issues) {
      const key = this.canonicalId(issue);
      const known = spellings.get(key);
      if (known === undefined) spellings.set(key, new Map([[issue.id.toLowerCase(), issue.id]]));
      else known.set(issue.id.toLowerCase(), issue.id);
    }
    return issues.map((issue) => (issue.edges.length === 0 ? issue : this.alignOne(issue, spellings)));
  }

  private alignOne(issue: Issue, spellings: Spellings): Issue {
    const edges = issue.edges.map((edge) => alignEdge(edge, spellings));
    if (edges.every((edge, index) => edge === issue.edges[index])) return issue;
    const before = this.aligned.get(issue);
    if (before?.edges.every((edge, index) => edge.id === edges[index]?.id) === true) return before.issue;
    const aligned = { issue: { ...issue, edges }, edges };
    this.aligned.set(issue, aligned);
    return aligned.issue;
  }

  private canonicalId(issue: Issue): string {
    let id = this.canonical.get(issue);
    if (id === undefined) this.canonical.set(issue, (id = canonicalTaskId(issue.id)));
    return id;
  }
}

/** Takes back what was said of ambiguity, in issues that an earlier run aligned. */
export function withoutAmbiguity(issue: Issue): Issue {
  if (!issue.edges.some(({ id }) => id.endsWith(ambiguous))) return issue;
  const edges = issue.edges.map((edge) =>
    edge.id.endsWith(ambiguous) ? { ...edge, id: edge.id.slice(0, -ambiguous.length) } : edge,
  );
  return { ...issue, edges };
}

function alignEdge(edge: Edge, spellings: Spellings): Edge {
  const claimants = spellings.get(canonicalTaskId(edge.id));
  if (claimants === undefined) return edge;
  if (claimants.size > 1) return edge.kind === dependencyKind ? { ...edge, id: edge.id + ambiguous } : edge;
  if (claimants.has(edge.id.toLowerCase())) return edge;
  const [only = edge.id] = claimants.values();
  return { ...edge, id: only };
}
