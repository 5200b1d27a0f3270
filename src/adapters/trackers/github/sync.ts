/** Answers for one reading of a repository: what is asked, in which order, and what makes it ask for more. */
import type { Failure } from '../../../domain/failure';
import { ok, type Result } from '../../../domain/result';
import type { RepositoryAccess } from './access';
import { catchUp, readHead, type Changes } from './changes';
import { nativeEdgesOf } from './composition';
import { readListing } from './listing';
import type { ListMeans } from './page';
import { numbersOnPages, rereadListing } from './reconciliation';
import type { Run } from './run';
import { hasUnfinishedSides, readSides } from './sides';
import type { SyncState } from './syncState';

/** All pages are read again this often: a closed blocker may not touch what it blocked, and what is deleted is in no list of changes. */
const fullEveryMs = 3_600_000;
/** Without an account it costs a good part of what is allowed, unchanged or not. */
const fullEveryMsForNobody = 24 * fullEveryMs;
const fewGone = 20;
/** After pages that shifted while they were read. */
export const soonMs = 30_000;

export interface SyncMeans {
  readonly state: SyncState;
  readonly access: RepositoryAccess;
  readonly run: Run;
  readonly nowMs: () => number;
  readonly onProgress: () => void;
}

/**
 * Brings the state up to date. What was read before a failure stays, and is not read again.
 * @returns whether anything but "unchanged" was answered
 * @throws the signal's reason when aborted.
 */
export async function synchronise(means: SyncMeans): Promise<Result<boolean, Failure>> {
  const { state, access, nowMs } = means;
  const isDue = state.isListed && nowMs() >= state.fullDueAtMs;
  if (state.chosen === null || isDue) {
    const chosen = await choose(means);
    if (!chosen.ok) return chosen;
  }
  if (!state.isListed) return readFirst(means);
  const list = listMeans(means);
  const changes = await catchUp(list);
  if (!changes.ok) return changes;
  // Found out by an answer; the next full reading asks who it is.
  if (changes.value.renamed || changes.value.tooMany) state.fullDueAtMs = 0;
  if (changes.value.tooMany) state.wantsMerged = true;
  if (isDue || changes.value.tooMany) {
    const full = await readAgain(list);
    if (!full.ok) return full;
  } else if (!changes.value.changed && !hasUnfinishedSides(list)) {
    return ok(false);
  }
  if (changes.value.changed) state.failedSides = 0;
  await readSides(list, access);
  return ok(true);
}

/** The list begins with what changed last, so that everything that changes while it is read is noticed at its end. */
async function readFirst(means: SyncMeans): Promise<Result<boolean, Failure>> {
  const { state, access, nowMs } = means;
  const list = listMeans(means);
  if (state.head === null) {
    const head = await readHead(list);
    if (!head.ok) return head;
    state.head = head.value;
  }
  const pages = await readListing(list);
  if (!pages.ok) return pages;
  leave(list, new Set([...numbersOnPages(state.pages.values()), ...(state.descent?.numbers ?? [])]));
  state.isListed = true;
  state.descent = null;
  state.missing = new Set();
  state.fullDueAtMs = nowMs() + fullEvery(state);
  const changes = await catchUp(list);
  if (!changes.ok) return changes;
  if (changes.value.shifted) state.fullDueAtMs = nowMs() + soonMs;
  state.failedSides = 0;
  await readSides(list, access);
  return ok(true);
}

/** All pages. An issue that is on none leaves, unless the pages shifted meanwhile: then it has a second chance. */
async function readAgain(list: ListMeans): Promise<Result<void, Failure>> {
  const { state, nowMs } = list;
  state.problems.clear();
  state.lookedUp.clear();
  state.tryAgain();
  const present = await rereadListing(list);
  if (!present.ok) {
    if (state.account === null) state.fullDueAtMs = nowMs() + fullEvery(state);
    return present;
  }
  state.fullDueAtMs = nowMs() + fullEvery(state);
  state.wantsMilestones = true;
  const meanwhile = await catchUp(list);
  if (!meanwhile.ok) return meanwhile;
  const gone = absentFrom(state, present.value, meanwhile.value);
  const isDoubtful = meanwhile.value.shifted || areMany(gone, state);
  const certain = isDoubtful ? gone.filter((number) => state.missing.has(number)) : gone;
  for (const number of certain) part(list, number);
  if (!meanwhile.value.shifted) {
    const isOnAPage = (number: number): boolean => present.value.has(number) || meanwhile.value.numbers.has(number);
    state.ledger.keepOpenPulls(isOnAPage);
    for (const number of state.wanted.keys()) if (!isOnAPage(number)) state.wanted.delete(number);
  }
  state.missing = new Set(gone.filter((number) => !certain.includes(number)));
  if (state.missing.size > 0) state.fullDueAtMs = nowMs() + soonMs;
  return ok(undefined);
}

/** That most of the list is gone at once is more likely a server that answers wrong. */
const areMany = (gone: readonly number[], { ledger }: SyncState): boolean =>
  gone.length > fewGone && gone.length * 2 > ledger.openNumbers.size;

const fullEvery = ({ account }: SyncState): number => (account === null ? fullEveryMsForNobody : fullEveryMs);

const absentFrom = ({ ledger }: SyncState, present: ReadonlySet<number>, { numbers }: Changes): number[] =>
  [...ledger.openNumbers].filter((number) => !present.has(number) && !numbers.has(number));

/** What an earlier run knew and no page has any more. */
function leave({ state }: ListMeans, present: ReadonlySet<number>): void {
  for (const number of [...state.ledger.openNumbers]) if (!present.has(number)) state.ledger.remove(number);
  state.ledger.keepOpenPulls((number) => present.has(number));
}

/** Nobody says where it went. What it blocked is asked about again with its page. */
function part({ state, nowMs }: ListMeans, gone: number): void {
  state.ledger.remove(gone);
  const waiting = new Set<number>();
  for (const number of state.ledger.openNumbers) {
    const issue = state.ledger.get(number);
    const names =
      issue !== undefined && nativeEdgesOf(issue).some(({ id, scope }) => scope === null && id === String(gone));
    if (names) waiting.add(number);
  }
  if (waiting.size === 0) return;
  for (const number of waiting) state.ledger.forgetBlockers(number);
  for (const [key, mark] of state.pages) {
    if (mark.numbers.some((number) => waiting.has(number))) state.pages.set(key, { ...mark, etag: null });
  }
  state.fullDueAtMs = nowMs() + soonMs;
}

/** Another repository, or another name, makes the list a new one. */
async function choose({ state, access, run }: SyncMeans): Promise<Result<void, Failure>> {
  run.count('repository');
  const chosen = await access.choose(run.api, run.ask);
  if (!chosen.ok) return chosen;
  if (state.chosen !== null && state.chosen.repository !== chosen.value.repository) state.beginAnew();
  state.chosen = chosen.value;
  return ok(undefined);
}

function listMeans({ state, run, nowMs, onProgress }: SyncMeans): ListMeans {
  if (state.chosen === null) throw new Error('the repository was not chosen');
  return { run, state, repository: state.chosen.repository, nowMs, onProgress };
}
