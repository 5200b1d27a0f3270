/** Answers for the form a checkpoint is written in, and for recognising a text that is none: a disk keeps what it likes. */
import type { WrittenFollowed } from './followed';
import { isRecord } from './json';
import type { SyncState, Wanted } from './syncState';

/** Moves with the meaning of what is written. */
export const checkpointVersion = 3;

export interface Written {
  readonly version: number;
  readonly remote: string;
  readonly repository: string;
  readonly notes: readonly string[];
  readonly openCount: number | null;
  readonly account: string | null;
  readonly accountName: string | null;
  readonly pause: SyncState['pause'];
  readonly head: SyncState['head'];
  readonly lastPage: number | null;
  readonly isListed: boolean;
  /** Place of the next page, numbers as steps. */
  readonly descent: readonly [WrittenPlace | null, string] | null;
  readonly fullDueAtMs: number;
  readonly missing: readonly number[];
  readonly pages: readonly WrittenPage[];
  /** Number, node, what is wanted of it, how often that was asked in vain. */
  readonly wanted: readonly (readonly [number, string | null, Wanted['what'], number?])[];
  /** What is missing: what it concerns, and its sentence. */
  readonly incomplete?: readonly (readonly [string, string])[];
  /** Number of the issue, open blockers, all blockers, whether they were read. */
  readonly counts: readonly (readonly [number, number, number, boolean])[];
  readonly wantsMerged: boolean;
  readonly wantsMilestones: boolean;
  readonly milestonesEtag: string | null;
  readonly countsBlockers: boolean | null;
  readonly followed?: WrittenFollowed;
}

export type WrittenPlace = number | string;
/** Place, ETag, numbers as steps from each to the next, place of the next page. */
type WrittenPage = readonly [WrittenPlace, string | null, string, WrittenPlace | null];

type Check = (value: unknown) => boolean;

/** What a `Date` can hold. */
const furthestMs = 8_640_000_000_000_000;

const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isCount: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isMoment: Check = (value) => typeof value === 'number' && Math.abs(value) <= furthestMs;
const isPlace: Check = (value) => isText(value) || isCount(value);
/** Numbers as steps from each to the next. */
const isSteps: Check = (value) => typeof value === 'string' && /^(?:-?\d+(?: -?\d+)*)?$/.test(value);
const isWhat: Check = (value) => value === 'blockers' || value === 'pull';

const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const orMissing =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every((each) => check(each));
/** A list of as many parts; those at the end may be missing where their check lets them. */
const tuple =
  (...checks: readonly Check[]): Check =>
  (value) => {
    if (!Array.isArray(value) || value.length > checks.length) return false;
    const parts: readonly unknown[] = value;
    return checks.every((check, at) => check(parts[at]));
  };
const fields =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

const pause = fields({
  kind: (value) => value === 'rateLimited',
  host: isText,
  resource: isText,
  secondary: isFlag,
  retryAtMs: isMoment,
});

/** One for each part of {@link Written}. */
const checks: Readonly<Record<keyof Written, Check>> = {
  version: (value) => value === checkpointVersion,
  remote: isText,
  repository: isText,
  notes: listOf(isText),
  openCount: orNull(isCount),
  account: orNull(isText),
  accountName: orMissing(orNull(isText)),
  pause: orMissing(orNull(pause)),
  head: orNull(fields({ etag: orNull(isText), newestAtMs: orNull(isMoment) })),
  lastPage: orNull(isCount),
  isListed: isFlag,
  descent: orNull(tuple(orNull(isPlace), isSteps)),
  fullDueAtMs: isMoment,
  missing: listOf(isCount),
  pages: listOf(tuple(isPlace, orNull(isText), isSteps, orNull(isPlace))),
  wanted: listOf(tuple(isCount, orNull(isText), isWhat, orMissing(isCount))),
  incomplete: orMissing(listOf(tuple(isText, isText))),
  counts: listOf(tuple(isCount, isCount, isCount, isFlag)),
  wantsMerged: isFlag,
  wantsMilestones: isFlag,
  milestonesEtag: orNull(isText),
  countsBlockers: orNull(isFlag),
  followed: orMissing(tuple(listOf(isCount), listOf(isCount))),
};

/** Whether every part is as expected. */
export const isWritten = (value: unknown): value is Written => fields(checks)(value);
