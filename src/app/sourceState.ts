/** Answers for what is known of one source: the last good reading, and how the last attempt went. */
import type { SourceContext, SourceError } from '../domain/context';
import type { Failure } from '../domain/failure';
import { freshnessOf, type Fact, type FreshnessPolicy } from '../domain/freshness';
import { neverConfirmedMs, type StoredReading } from '../ports/issueStore';
import type { SourceReading, TrackerSource } from '../ports/tracker';
import { repositoryOf, type Home } from '../ports/workspace';
import { sayTheSame } from './sameReading';

/** Immutable; each attempt makes a new one. A failed attempt keeps the reading of the last good one. */
export interface SourceState {
  readonly source: TrackerSource;
  readonly home: Home;
  /** The last good reading, or what one under way brought since; null until there was any. */
  readonly reading: SourceReading | null;
  /** When a whole reading was confirmed; null with a reading: some of the source is known, and never was all. */
  readonly confirmedAtMs: number | null;
  readonly lastAttemptAtMs: number | null;
  readonly nextAttemptAtMs: number | null;
  readonly error: SourceError | null;
  /** Failed attempts in a row. */
  readonly failures: number;
  /** A person ended the last attempt. */
  readonly cancelled: boolean;
  /** Another process asks the server; the reading is what that one wrote. */
  readonly following: boolean;
  /** Whether a working watcher tells of every change. */
  readonly watched: boolean;
  /** Why none does, in a sentence; null while one does, and where there is nothing to watch. */
  readonly unwatched: string | null;
}

export const unreadSource = (source: TrackerSource, home: Home): SourceState => ({
  source,
  home,
  reading: null,
  confirmedAtMs: null,
  lastAttemptAtMs: null,
  nextAttemptAtMs: null,
  error: null,
  failures: 0,
  cancelled: false,
  following: false,
  watched: false,
  unwatched: null,
});

/** With what an earlier run read, as long as this one has read nothing. */
export const recalled = (state: SourceState, earlier: StoredReading): SourceState =>
  state.reading === null ? { ...state, reading: earlier, confirmedAtMs: confirmedAtMs(earlier) } : state;

const confirmedAtMs = (stored: StoredReading): number | null =>
  stored.confirmedAtMs === neverConfirmedMs ? null : stored.confirmedAtMs;

/** Whether a partial reading takes nothing away of what was read as a whole: what it lacks may come yet. */
export function adds({ reading, confirmedAtMs }: SourceState, partial: SourceReading): boolean {
  if (reading === null || confirmedAtMs === null) return true;
  if (partial.issues.length < reading.issues.length) return false;
  const ids = new Set(partial.issues.map(({ id }) => id));
  return reading.issues.every(({ id }) => ids.has(id));
}

/** With what a reading under way brought. Its age is that of the last whole one; there is none before the first. */
export const afterPartial = (state: SourceState, reading: SourceReading): SourceState => ({ ...state, reading });

/** @param pollMs when the source is to be read again; null: its watcher will tell */
export function afterSuccess(
  state: SourceState,
  reading: SourceReading,
  nowMs: number,
  pollMs: number | null,
): SourceState {
  const waits = [pollMs, reading.readAgainInMs ?? null].filter((wait) => wait !== null);
  return {
    ...state,
    reading,
    confirmedAtMs: nowMs,
    lastAttemptAtMs: nowMs,
    nextAttemptAtMs: waits.length === 0 ? null : nowMs + Math.min(...waits),
    error: null,
    failures: 0,
    cancelled: false,
    following: false,
  };
}

/** First retry after 5 s, doubling up to 5 minutes. */
const firstRetryMs = 5_000;
const longestRetryMs = 300_000;

export function afterFailure(state: SourceState, failure: Failure, nowMs: number): SourceState {
  const failures = state.failures + 1;
  return {
    ...state,
    lastAttemptAtMs: nowMs,
    nextAttemptAtMs: nowMs + Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs),
    error: { failure, sinceMs: state.error?.sinceMs ?? nowMs },
    failures,
    cancelled: false,
    following: false,
  };
}

/** A person ended the reading: nothing failed, and what failed before is no better. */
export const afterCancel = (state: SourceState, nowMs: number): SourceState => ({
  ...state,
  lastAttemptAtMs: nowMs,
  cancelled: true,
});

/**
 * Who leads knows best, also where that is older than what this process had: it may have been told late.
 * @param stored what another process, which asks the server, remembered; null: nothing yet
 */
export function followed(state: SourceState, stored: StoredReading | null, nowMs: number): SourceState {
  const isSame = stored !== null && state.reading !== null && sayTheSame(state.reading, stored);
  const found =
    stored === null ? {} : { reading: isSame ? state.reading : stored, confirmedAtMs: confirmedAtMs(stored) };
  return { ...state, ...found, lastAttemptAtMs: nowMs, error: null, failures: 0, cancelled: false, following: true };
}

/** This process leads from here on: the last attempt is that of the one before. */
export const succeeding = (state: SourceState): SourceState => ({
  ...state,
  lastAttemptAtMs: state.confirmedAtMs ?? state.lastAttemptAtMs,
  following: false,
});

/** Whether this run has asked the tracker and had an answer; until then all there is comes from an earlier one. */
export const wasAsked = (state: SourceState): boolean => state.lastAttemptAtMs !== null && !state.cancelled;

/** True while the watcher alone vouches for the reading: the fact does not age. */
export const isLive = (state: SourceState): boolean =>
  state.watched && !state.source.polled && state.source.remote === undefined && state.error === null && wasAsked(state);

/** What is known of the source, as the fact that ages. */
export const sourceFact = (state: SourceState): Fact => ({
  kind: state.source.remote === undefined ? 'trackerFiles' : 'remoteTracker',
  live: isLive(state),
  confirmedAtMs: state.confirmedAtMs,
});

/** @param readsByItself whether it is read again without being asked for */
export const toSourceContext = (
  state: SourceState,
  policy: FreshnessPolicy,
  nowMs: number,
  readsByItself: boolean,
): SourceContext => ({
  id: state.source.id,
  kind: state.source.kind,
  label: state.source.label,
  repository: repositoryOf(state.home),
  root: state.source.root,
  via: state.reading?.via ?? '',
  freshness: freshnessOf(sourceFact(state), policy, nowMs),
  confirmedAtMs: state.confirmedAtMs,
  lastAttemptAtMs: state.lastAttemptAtMs,
  nextAttemptAtMs: readsByItself ? state.nextAttemptAtMs : null,
  error: state.error,
  unwatched: state.source.remote === undefined ? state.unwatched : null,
  remote: remoteStatus(state),
});

function remoteStatus({ source: { label, remote }, following }: SourceState): SourceContext['remote'] {
  if (remote === undefined) return null;
  if (!following) return remote.status;
  const note = `Another window asks ${label} for this; its answers are shown here.`;
  return { ...remote.status, elsewhere: true, notes: [note, ...remote.status.notes] };
}
