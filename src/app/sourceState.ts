/** Answers for what is known of one source: the last good reading, and how the last attempt went. */
import type { SourceContext, SourceError } from '../domain/context';
import type { Failure } from '../domain/failure';
import type { Freshness } from '../domain/freshness';
import { neverConfirmedMs, type StoredReading } from '../ports/issueStore';
import type { SourceReading, TrackerSource } from '../ports/tracker';
import { repositoryOf, type Home } from '../ports/workspace';

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
  /** Whether a working watcher tells of every change. */
  readonly watched: boolean;
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
  watched: false,
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
  };
}

/** A person ended the reading: nothing failed, and what failed before is no better. */
export const afterCancel = (state: SourceState, nowMs: number): SourceState => ({
  ...state,
  lastAttemptAtMs: nowMs,
  cancelled: true,
});

/** @param stored what another process, which asks the server, remembered; null: nothing yet */
export function followed(state: SourceState, stored: StoredReading | null, nowMs: number): SourceState {
  const isNew = stored !== null && (state.reading === null || confirmedAtMs(stored) !== state.confirmedAtMs);
  const reading = isNew ? { reading: stored, confirmedAtMs: confirmedAtMs(stored) } : {};
  return { ...state, ...reading, lastAttemptAtMs: nowMs, error: null, failures: 0, cancelled: false };
}

/** Whether this run has asked the tracker and had an answer; until then all there is comes from an earlier one. */
export const wasAsked = (state: SourceState): boolean => state.lastAttemptAtMs !== null && !state.cancelled;

/** True while the watcher alone vouches for the reading: the fact does not age. */
export const isLive = (state: SourceState): boolean =>
  state.watched && !state.source.polled && state.source.remote === undefined && state.error === null && wasAsked(state);

export const toSourceContext = (state: SourceState, freshness: Freshness): SourceContext => ({
  id: state.source.id,
  kind: state.source.kind,
  label: state.source.label,
  repository: repositoryOf(state.home),
  root: state.source.root,
  via: state.reading?.via ?? '',
  freshness,
  confirmedAtMs: state.confirmedAtMs,
  lastAttemptAtMs: state.lastAttemptAtMs,
  nextAttemptAtMs: state.nextAttemptAtMs,
  error: state.error,
  remote: state.source.remote?.status ?? null,
});
