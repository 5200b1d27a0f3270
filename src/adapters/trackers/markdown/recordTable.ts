/** Answers for all records that are known, in the order of their paths, without sorting them anew each time. */
import type { Issue, RecordProblem } from '../../../domain/issue';
import type { KnownRecord } from './recordReader';

/** Beyond this, sorting all is quicker than putting each in its place. */
const mostInsertions = 100;

export class RecordTable {
  private byPath = new Map<string, KnownRecord>();
  private sorted: readonly KnownRecord[] = [];

  /** In the order of their paths, by code units; the same array while nothing differs. */
  get records(): readonly KnownRecord[] {
    return this.sorted;
  }

  get(path: string): KnownRecord | undefined {
    return this.byPath.get(path);
  }

  /** Takes records in the place of all there were. */
  load(records: Map<string, KnownRecord>): void {
    this.byPath = records;
    this.sorted = inOrder(records.values());
  }

  /** Takes what was seen of some paths; null: nothing is there. */
  apply(seen: ReadonlyMap<string, KnownRecord | null>): void {
    const changed: [string, KnownRecord | null][] = [];
    for (const [path, record] of seen) if (record !== (this.byPath.get(path) ?? null)) changed.push([path, record]);
    if (changed.length === 0) return;
    const next = changed.length <= mostInsertions ? [...this.sorted] : null;
    for (const [path, record] of changed) {
      if (next !== null) {
        const at = indexOf(next, path);
        next.splice(at, this.byPath.has(path) ? 1 : 0, ...(record === null ? [] : [record]));
      }
      if (record === null) this.byPath.delete(path);
      else this.byPath.set(path, record);
    }
    this.sorted = next ?? inOrder(this.byPath.values());
  }
}

const inOrder = (records: Iterable<KnownRecord>): KnownRecord[] =>
  [...records].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

/** Plain loops, as this runs over all records at each change. */
export function issuesOf(records: readonly KnownRecord[]): Issue[] {
  const issues: Issue[] = [];
  for (const { issue } of records) if (issue !== null) issues.push(issue);
  return issues;
}

export function problemsOf(records: readonly KnownRecord[]): RecordProblem[] {
  const problems: RecordProblem[] = [];
  for (const { problem } of records) if (problem !== null) problems.push(problem);
  return problems;
}

/** Where the path is, or belongs. */
function indexOf(sorted: readonly KnownRecord[], path: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const record = sorted[middle];
    if (record !== undefined && record.path < path) low = middle + 1;
    else high = middle;
  }
  return low;
}
