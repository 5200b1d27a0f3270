/** Answers for the second line of a row: which facts an issue is worth telling, in what order, and in which tone. */
import { isNameless, issueName } from '../../src/protocol/issueName';
import type { Row, SourceChip } from '../../src/protocol/messages';
import { formatAge } from '../../src/protocol/age';
import { strings } from '../strings';
import { formatDay, formatMoment, quietAge } from './ages';
import { plain, type Fact } from './fact';
import { reasonFact } from './reasons';
import { driftFact, pullRequestFact, subIssuesFact } from './remoteFacts';

const maxFacts = 3;

/** The third place is for what tells whether to take an issue, and for the age of its data; the rest fits in before. */
const maxWithMinor = 2;

/**
 * At most three facts, most telling first, after the name of the source where there are several: why the issue stands
 * where it does, what it would free, where it and git differ, that it was begun, that nobody touched it. What is said
 * beyond that has a place while those leave two. How old the data is comes last of all, and is no part of them: a row
 * stays as it is while the data of its source turns old. Everything else is on the card.
 * @param tag what tells the source from others; null: nothing has to
 * @param mixed issues of other statuses stand beside it
 */
export function factsOf(row: Row, tag: string | null, nowMs: number, mixed = false): readonly Fact[] {
  const major = [
    statusFact(row, nowMs, mixed),
    reasonFact(row),
    unblocksFact(row),
    driftFact(row),
    startedFact(row),
    quietFact(row, nowMs),
  ];
  const minor = [
    duplicateFact(row),
    unknownBlockerFact(row),
    pullRequestFact(row),
    subIssuesFact(row),
    parentFact(row),
  ];
  const told = major.filter((fact) => fact !== null).slice(0, maxFacts);
  const beside = minor.filter((fact) => fact !== null).slice(0, Math.max(0, maxWithMinor - told.length));
  const facts = [...told, ...beside];
  const origin = sourceFact(row.source, tag);
  // Where rows come from several places, each says from which, whatever else it has to say.
  return origin === null ? facts : [origin, ...facts];
}

/** Whether the age of the data fits in after the facts. */
export const hasRoomForAge = (facts: readonly Fact[], tag: string | null): boolean =>
  facts.length < maxFacts + (tag === null ? 0 : 1);

function statusFact(row: Row, nowMs: number, mixed: boolean): Fact | null {
  switch (row.status) {
    case 'deferred':
    case 'other': {
      if (row.status === 'deferred' && row.deferUntilMs !== null) {
        const day = formatDay(row.deferUntilMs, nowMs);
        return { ...plain, kind: 'until', icon: 'deferred', text: strings.until(day), title: strings.untilTitle(day) };
      }
      const title = strings.trackerStatusTitle(row.trackerStatus);
      return { ...plain, kind: 'trackerStatus', text: row.trackerStatus, title };
    }
    case 'done':
      if (row.drift.some(({ kind }) => kind === 'branchOfDone')) return null;
      return {
        ...plain,
        kind: 'status',
        icon: 'warning',
        text: strings.doneButCurrent,
        tone: 'warn',
        title: strings.current,
      };
    case 'inProgress':
    case 'ready':
      if (!row.current && !mixed) return null;
      return {
        ...plain,
        kind: 'status',
        icon: row.status,
        text: strings.status(row.status),
        title: row.current ? strings.current : strings.status(row.status),
      };
    case 'blocked':
      return null;
  }
}

function unblocksFact({ unblocks, status }: Row): Fact | null {
  if (unblocks.total === 0 || status === 'done') return null;
  const title = strings.unblocksTitle(unblocks.direct, unblocks.total);
  const text = strings.unblocks(unblocks.total);
  // What waits itself cannot be taken for what it frees: the number stays, the colour does not.
  const tone = status === 'ready' || status === 'inProgress' ? 'good' : 'plain';
  return { ...plain, kind: 'unblocks', icon: 'unblocks', text, tone, title };
}

function duplicateFact(row: Row): Fact | null {
  if (!row.duplicate) return null;
  const title = strings.duplicateTitle;
  return { ...plain, kind: 'duplicate', icon: 'warning', text: strings.duplicate, tone: 'warn', title };
}

function startedFact(row: Row): Fact | null {
  if (!row.started || row.status !== 'blocked') return null;
  return { ...plain, kind: 'started', text: strings.started, tone: 'warn', title: strings.startedTitle };
}

function unknownBlockerFact({ source, unknownBlockers }: Row): Fact | null {
  const names = unknownBlockers.filter((id) => !isNameless(source, id)).map((id) => issueName(source, id));
  const [first, ...rest] = names;
  if (first === undefined) return null;
  const title = strings.unknownBlockerTitle(names);
  const fact = {
    icon: 'warning',
    text: first,
    strong: strings.unknown,
    more: rest.length,
    tone: 'warn',
    title,
  } as const;
  return { ...plain, kind: 'unknownBlocker', ...fact };
}

function parentFact(row: Row): Fact | null {
  if (row.parentTitle === null || row.blockedBy.some(({ reason }) => reason === 'parent')) return null;
  const title = strings.parentTitle(row.parentTitle);
  return { ...plain, kind: 'parent', icon: 'parent', text: row.parentTitle, title };
}

function quietFact(row: Row, nowMs: number): Fact | null {
  // That nobody committed anything either says as much.
  if (row.drift.some(({ kind }) => kind === 'quiet')) return null;
  const age = row.status === 'deferred' || row.status === 'other' ? null : quietAge(row.updatedAtMs, nowMs);
  if (age === null || row.updatedAtMs === null) return null;
  const title = strings.quietTitle(formatMoment(row.updatedAtMs));
  return { ...plain, kind: 'quiet', icon: 'quiet', text: strings.quiet(age), title, sinceMs: row.updatedAtMs };
}

/** Since when the data of a source is as it is, where it is older than it should be; otherwise null. */
export function oldSinceMs({ freshness, confirmedAtMs, recalled }: SourceChip): number | null {
  // Its chip says how old all of it is; in a moment it is read, and no row is to change when nothing did.
  return recalled || (freshness !== 'ageing' && freshness !== 'stale') ? null : confirmedAtMs;
}

export function dataAgeFact(sinceMs: number, nowMs: number): Fact {
  const text = strings.oldData(formatAge(nowMs - sinceMs));
  const title = strings.oldDataTitle(formatMoment(sinceMs));
  return { ...plain, kind: 'dataAge', icon: 'dataAge', text, tone: 'warn', title, sinceMs };
}

function sourceFact(source: string, tag: string | null): Fact | null {
  if (tag === null) return null;
  return { ...plain, kind: 'source', text: tag, title: strings.sourceTitle(source) };
}

/** The text of `fact` at `nowMs`. */
export function agingText(fact: Fact, nowMs: number): string {
  if (fact.sinceMs === null) return fact.text;
  const age = formatAge(nowMs - fact.sinceMs);
  return fact.kind === 'quiet' ? strings.quiet(age) : strings.oldData(age);
}
