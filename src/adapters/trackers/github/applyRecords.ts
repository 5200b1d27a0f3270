/** Answers for taking the records of a list into what is known; one that cannot be read costs only itself. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { decodeListed, type ListedIssue, type ListedPull, type RecordReader } from './record';
import type { SyncState } from './syncState';

export interface Applied {
  /** Of issues and pull requests, in the list's order. */
  readonly numbers: readonly number[];
  /** All records could be read. */
  readonly isWhole: boolean;
  /** Something was closed or opened again: what stands behind it in a list of open issues stands elsewhere now. */
  readonly shifted: boolean;
}

/** @param data a parsed answer */
export function applyRecords(state: SyncState, data: unknown, reader: RecordReader): Result<Applied, Failure> {
  if (!Array.isArray(data)) {
    return err({ kind: 'malformed', what: `The list of ${reader.repository}`, detail: 'the answer is no list' });
  }
  const numbers: number[] = [];
  let isWhole = true;
  let shifted = false;
  for (const value of data as readonly unknown[]) {
    const listed = decodeListed(value, reader);
    if (listed.number !== null) numbers.push(listed.number);
    switch (listed.kind) {
      case 'malformed': {
        const name = listed.number === null ? 'A record' : `#${listed.number}`;
        const message = `${name} of ${reader.repository} ${listed.why}; it was left out.`;
        state.problems.set(name, { path: null, line: null, message });
        isWhole = false;
        break;
      }
      case 'issue':
        shifted = applyIssue(state, listed) || shifted;
        break;
      case 'pull':
        shifted = applyPull(state, listed) || shifted;
        break;
    }
  }
  return ok({ numbers, isWhole, shifted });
}

function applyIssue(state: SyncState, listed: ListedIssue): boolean {
  const { number, nodeId, facts, open } = listed;
  const { ledger } = state;
  const before = ledger.get(number);
  const wasOpen = ledger.openNumbers.has(number);
  if (state.countsBlockers !== true && open) state.countsBlockers = listed.blockers !== null;
  const wantsBlockers = ledger.list(listed);
  const now = ledger.get(number);
  // What was asked in vain is neither answered by an unchanged record nor worth more tries.
  const hasBlockers = open && (listed.blockers?.total ?? 0) > 0;
  const wasInVain = hasBlockers && now === before && state.wanted.get(number)?.inVain !== undefined;
  if (!wasInVain && wantsBlockers) state.wanted.set(number, { number, nodeId, what: 'blockers' });
  else if (!wasInVain) state.wanted.delete(number);
  state.problems.delete(`#${number}`);
  if (now !== before) {
    // Milestones count what is open and closed.
    const phaseBefore = before?.phase ?? null;
    if (facts.phase !== phaseBefore || (facts.phase !== null && wasOpen !== open)) state.wantsMilestones = true;
  }
  return !open || listed.reopened;
}

function applyPull(state: SyncState, { number, nodeId, pull, closes, updatedAtMs }: ListedPull): boolean {
  state.problems.delete(`#${number}`);
  const before = state.ledger.pull(number);
  if (pull.state === 'closed') {
    state.ledger.setPull(number, null);
    state.wanted.delete(number);
    return true;
  }
  // Until it is asked about, its text is all there is, or what was told before.
  const said = state.account === null || before === undefined ? closes : before.closes;
  state.ledger.setPull(number, { pull: { ...pull, review: before?.pull.review ?? null }, closes: said });
  if (state.account !== null && (updatedAtMs === null || state.pullsReadAt.get(number) !== updatedAtMs)) {
    state.wanted.set(number, { number, nodeId, what: 'pull' });
    if (updatedAtMs !== null) state.pullsReadAt.set(number, updatedAtMs);
  }
  return pull.state === 'merged';
}
