/** Answers for what the next run is told, so that it goes on where this one ended. */
import { placeKey, SyncState, type PageMark, type PagePlace } from './syncState';
import { checkpointVersion, isWritten, type Written, type WrittenPlace } from './writtenCheckpoint';

/** Null before the server said which repository it is. @param remote `owner/name` of the remote */
export function writeCheckpoint(state: SyncState, remote: string): string | null {
  if (state.chosen === null || state.account === undefined) return null;
  const { descent } = state;
  const written: Written = {
    version: checkpointVersion,
    remote,
    repository: state.chosen.repository,
    notes: state.chosen.notes,
    openCount: state.chosen.openCount ?? null,
    account: state.account,
    accountName: state.accountName,
    pause: state.pause,
    head: state.head,
    lastPage: state.lastPage,
    isListed: state.isListed,
    descent: descent === null ? null : [writtenOrNull(descent.next), steps([...descent.numbers])],
    fullDueAtMs: state.fullDueAtMs,
    missing: [...state.missing],
    pages: [...state.pages.values()].map(({ place, etag, numbers, next }) => [
      writtenPlace(place),
      etag,
      steps(numbers),
      writtenOrNull(next),
    ]),
    wanted: [...state.wanted.values()].map(({ number, nodeId, what, inVain }) =>
      inVain === undefined ? [number, nodeId, what] : [number, nodeId, what, inVain],
    ),
    incomplete: [...state.incomplete],
    counts: [...state.ledger.blockerCounts].map(([number, { open, total, isRead }]) => [number, open, total, isRead]),
    wantsMerged: state.wantsMerged,
    wantsMilestones: state.wantsMilestones,
    milestonesEtag: state.milestonesEtag,
    countsBlockers: state.countsBlockers,
    followed: state.followed.written,
  };
  return JSON.stringify(written);
}

/**
 * Sets a state that knows the earlier run's issues to where that run ended.
 * @returns false, and changes nothing, where the text is not understood or of another repository
 */
export function readCheckpoint(text: string, remote: string, state: SyncState): boolean {
  const written = parse(text);
  if (written?.remote.toLowerCase() !== remote.toLowerCase()) return false;
  const { repository, notes, openCount } = written;
  state.chosen = { repository, notes, ...(openCount !== null && { openCount }) };
  state.account = written.account;
  state.accountName = typeof written.accountName === 'string' ? written.accountName : null;
  state.pause = written.pause ?? null;
  state.head = written.head;
  state.lastPage = written.lastPage;
  state.isListed = written.isListed;
  state.descent = descentOf(written.descent);
  state.fullDueAtMs = written.fullDueAtMs;
  state.missing = new Set(written.missing);
  for (const [at, etag, numbers, next] of written.pages) {
    const place = placeOf(at);
    const mark: PageMark = { place, etag, numbers: fromSteps(numbers), next: placeOrNull(next) };
    state.pages.set(placeKey(place), mark);
  }
  for (const [number, nodeId, what, inVain] of written.wanted) {
    state.wanted.set(number, { number, nodeId, what, ...(inVain !== undefined && { inVain }) });
  }
  for (const [what, sentence] of written.incomplete ?? []) state.incomplete.set(what, sentence);
  for (const [number, open, total, isRead] of written.counts) {
    state.ledger.restoreCounts(number, { open, total, isRead });
  }
  state.wantsMerged = written.wantsMerged;
  state.wantsMilestones = written.wantsMilestones;
  state.milestonesEtag = written.milestonesEtag;
  state.countsBlockers = written.countsBlockers;
  if (written.followed !== undefined) state.followed.restore(written.followed);
  return true;
}

function parse(text: string): Written | null {
  try {
    const value = JSON.parse(text) as unknown;
    return isWritten(value) ? value : null;
  } catch {
    return null;
  }
}

const writtenPlace = (place: PagePlace): WrittenPlace => ('page' in place ? place.page : place.after);
const placeOf = (written: WrittenPlace): PagePlace =>
  typeof written === 'number' ? { page: written } : { after: written };
const writtenOrNull = (place: PagePlace | null): WrittenPlace | null => (place === null ? null : writtenPlace(place));
const placeOrNull = (written: WrittenPlace | null): PagePlace | null => (written === null ? null : placeOf(written));
const descentOf = (written: Written['descent']): SyncState['descent'] =>
  written === null ? null : { next: placeOrNull(written[0]), numbers: new Set(fromSteps(written[1])) };

function steps(numbers: readonly number[]): string {
  let last = 0;
  return numbers
    .map((number) => {
      const step = number - last;
      last = number;
      return step;
    })
    .join(' ');
}

function fromSteps(text: string): readonly number[] {
  let last = 0;
  return text === '' ? [] : text.split(' ').map((step) => (last += Number(step)));
}
