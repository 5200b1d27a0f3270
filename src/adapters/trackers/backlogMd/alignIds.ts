/** Answers for edges that name a task by another spelling of its id than its own record has. */
import type { Edge, Issue } from '../../../domain/issue';
import type { Slices } from '../markdown/slices';
import { dependencyKind } from './rules';
import { canonicalTaskId } from './taskId';

/** Ends the id of a dependency that several tasks claim under different spellings. No record has such an id. */
const ambiguous = ' (ambiguous)';

/** How often an id is written so. */
interface Spelling {
  /** As the first record writes it. */
  readonly id: string;
  records: number;
}

interface Entry {
  readonly key: string;
  readonly edgeKeys: readonly string[];
  aligned: Issue | null;
}

/**
 * Gives edges the spelling that the named record has, as readiness compares ids but for their case. A dependency on an
 * id that records claim by different spellings (`task-1`, `task-01`) is made one that nothing answers for.
 */
export class IdAligner {
  private entries: ReadonlyMap<Issue, Entry> = new Map();
  /** By canonical id, then by lower case. */
  private readonly spellings = new Map<string, Map<string, Spelling>>();

  /**
   * Issues whose edges need nothing are the same objects; others are the same as long as their edges are. Only what is
   * new, or names an id whose spellings changed, is looked at.
   * @throws the slices' reason when aborted; what was known stays known.
   */
  async align(issues: readonly Issue[], slices: Slices): Promise<readonly Issue[]> {
    const entries = new Map<Issue, Entry>();
    for (const issue of issues) {
      entries.set(issue, this.entries.get(issue) ?? newEntry(issue));
      if (slices.isOver) await slices.yield();
    }
    // From here on nothing waits: the spellings belong to one list of issues.
    const respelled = this.countSpellings(entries);
    this.entries = entries;
    return issues.map((issue) => {
      const entry = entries.get(issue) ?? newEntry(issue);
      if (entry.aligned === null || entry.edgeKeys.some((key) => respelled.has(key))) {
        entry.aligned = this.alignOne(issue, entry);
      }
      return entry.aligned;
    });
  }

  /** Counts the ids of new issues in and those of gone ones out. @returns the canonical ids with other spellings now. */
  private countSpellings(entries: ReadonlyMap<Issue, Entry>): ReadonlySet<string> {
    const respelled = new Set<string>();
    for (const [issue, { key }] of entries) if (!this.entries.has(issue)) this.countOne(issue, key, 1, respelled);
    for (const [issue, { key }] of this.entries) if (!entries.has(issue)) this.countOne(issue, key, -1, respelled);
    return respelled;
  }

  private countOne({ id }: Issue, key: string, by: 1 | -1, respelled: Set<string>): void {
    let known = this.spellings.get(key);
    if (known === undefined) this.spellings.set(key, (known = new Map<string, Spelling>()));
    const name = id.toLowerCase();
    const spelling = known.get(name);
    if (spelling === undefined) {
      known.set(name, { id, records: 1 });
      respelled.add(key);
    } else if ((spelling.records += by) === 0) {
      known.delete(name);
      if (known.size === 0) this.spellings.delete(key);
      respelled.add(key);
    }
  }

  private alignOne(issue: Issue, { edgeKeys, aligned }: Entry): Issue {
    const edges = issue.edges.map((edge, index) => this.alignEdge(edge, edgeKeys[index] ?? ''));
    if (edges.every((edge, index) => edge === issue.edges[index])) return issue;
    if (aligned?.edges.every((edge, index) => edge.id === edges[index]?.id) === true) return aligned;
    return { ...issue, edges };
  }

  private alignEdge(edge: Edge, key: string): Edge {
    const claimants = this.spellings.get(key);
    if (claimants === undefined) return edge;
    if (claimants.size > 1) return edge.kind === dependencyKind ? { ...edge, id: edge.id + ambiguous } : edge;
    const [only] = claimants.values();
    return only === undefined || claimants.has(edge.id.toLowerCase()) ? edge : { ...edge, id: only.id };
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

const newEntry = ({ id, edges }: Issue): Entry => ({
  key: canonicalTaskId(id),
  edgeKeys: edges.map((edge) => canonicalTaskId(edge.id)),
  aligned: null,
});
