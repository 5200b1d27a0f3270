/** Answers for what changed from one list of issues to the next, told by identity, without looking into an issue. */
import { at } from '../../domain/at';
import { commonEnds } from '../../domain/commonEnds';
import type { Issue } from '../../domain/issue';
import type { PlacedIssue } from './storeMessages';

/** The issues of a file in order, and the row of each. */
export interface Layout {
  readonly issues: readonly Issue[];
  readonly rows: Int32Array;
  /** Larger than every row that is in use. */
  readonly nextRow: number;
}

export interface LayoutChange {
  readonly next: Layout;
  readonly puts: readonly PlacedIssue[];
  /** Pairs of a row and its new place. */
  readonly moves: Int32Array;
  readonly removes: Int32Array;
}

export const emptyLayout: Layout = { issues: [], rows: new Int32Array(0), nextRow: 0 };

/** Linear in the number of issues; only what lies between the first and the last difference is hashed. */
export function changeLayout(known: Layout, issues: readonly Issue[]): LayoutChange {
  const [from, fromEnd] = commonEnds(known.issues, issues);
  const [knownEnd, end] = [known.issues.length - fromEnd, issues.length - fromEnd];
  const rows = new Int32Array(issues.length);
  rows.set(known.rows.subarray(0, from));
  rows.set(known.rows.subarray(knownEnd), end);
  const { fresh, free } = keepRows(known, issues.slice(from, end), from, knownEnd, rows);
  // What stands where another row stood has moved.
  const moves: number[] = [];
  const isFresh = new Set(fresh);
  for (let place = from; place < rows.length; place++) {
    const row = at(rows, place);
    if (!isFresh.has(place) && known.rows[place] !== row) moves.push(row, place);
  }
  // A free row is used again, so that an issue that changed stays where it is.
  let nextRow = known.nextRow;
  const puts = fresh.map((place, index): PlacedIssue => {
    const row = free[index] ?? nextRow++;
    rows[place] = row;
    return { row, place, issue: issueAt(issues, place) };
  });
  return {
    next: { issues, rows, nextRow },
    puts,
    moves: Int32Array.from(moves),
    removes: Int32Array.from(free.slice(fresh.length)),
  };
}

/** Gives the issues of the differing part that were known their rows. Answers the places of the others, and rows left. */
function keepRows(
  known: Layout,
  part: readonly Issue[],
  from: number,
  knownEnd: number,
  rows: Int32Array,
): { readonly fresh: readonly number[]; readonly free: readonly number[] } {
  const places = new Map<Issue, number>();
  for (let place = from; place < knownEnd; place++) places.set(issueAt(known.issues, place), place);
  const taken = new Set<number>();
  const fresh: number[] = [];
  part.forEach((issue, index) => {
    const before = places.get(issue);
    if (before === undefined || taken.has(before)) {
      fresh.push(from + index);
      return;
    }
    taken.add(before);
    rows[from + index] = at(known.rows, before);
  });
  const free: number[] = [];
  for (let place = from; place < knownEnd; place++) if (!taken.has(place)) free.push(at(known.rows, place));
  return { fresh, free };
}

function issueAt(issues: readonly Issue[], place: number): Issue {
  const issue = issues[place];
  if (issue === undefined) throw new RangeError(`There is no issue at place ${place}.`);
  return issue;
}
