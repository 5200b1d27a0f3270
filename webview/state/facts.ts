/** Answers for the second line of a row: which facts an issue is worth telling, in what order, and in which tone. */
import type { BlockReason } from '../../src/domain/readiness';
import type { Row, SourceChip } from '../../src/protocol/messages';
import { shortId } from './names';
import { strings } from '../strings';
import { formatAge } from '../../src/protocol/age';
import { formatDay, formatMoment, quietAge } from './ages';

/** `good`: worth taking. `warn`, `bad`: something is off. `plain`: quiet, as most facts are. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** Which picture stands before a fact. Data age and inactivity never share one. */
export type FactIcon = 'unblocks' | 'quiet' | 'dataAge' | 'warning' | 'deferred' | 'parent';

export interface Fact {
  /** What the fact is about; unique in a row. */
  readonly kind: string;
  readonly icon: FactIcon | null;
  readonly text: string;
  /** A word after the text that stands out. */
  readonly strong: string | null;
  /** How many more of the kind there are. */
  readonly more: number;
  readonly tone: Tone;
  /** The whole sentence, for the tooltip. */
  readonly title: string;
  /** Key of the issue that a click on the fact goes to. */
  readonly target: string | null;
  /** For facts that age: since when; {@link agingText} writes the text anew. */
  readonly sinceMs: number | null;
}

const maxFacts = 3;

const plain = { icon: null, strong: null, more: 0, tone: 'plain', target: null, sinceMs: null } as const;

/** At most three facts, most telling first, after the name of the source where there are several. */
export function factsOf(row: Row, source: SourceChip | null, nowMs: number): readonly Fact[] {
  const candidates = [
    statusFact(row, nowMs),
    reasonFact(row.blockedBy),
    unblocksFact(row),
    duplicateFact(row),
    startedFact(row),
    unknownBlockerFact(row),
    parentFact(row),
    quietFact(row, nowMs),
    dataAgeFact(source, nowMs),
  ];
  const facts = candidates.filter((fact) => fact !== null).slice(0, maxFacts);
  const origin = sourceFact(source);
  // Where rows come from several places, each says from which, whatever else it has to say.
  return origin === null ? facts : [origin, ...facts];
}

function statusFact(row: Row, nowMs: number): Fact | null {
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
      if (!row.current) return null;
      return { ...plain, kind: 'status', text: strings.status(row.status), title: strings.current };
    case 'blocked':
      return null;
  }
}

function reasonFact(reasons: readonly BlockReason[]): Fact | null {
  const [first] = reasons;
  if (first === undefined) return null;
  const more = reasons.length - 1;
  const sentences = reasons.map(reasonSentence);
  const target = 'key' in first ? first.key : null;
  const title = [...sentences, ...(target === null ? [] : [strings.goToBlocker])].join('\n');
  return { ...plain, kind: 'reason', ...reasonText(first), more, title, target };
}

function reasonText(reason: BlockReason): Pick<Fact, 'text' | 'strong' | 'tone'> {
  switch (reason.reason) {
    case 'edge':
      return { text: strings.blockedBy(shortId(reason.id), reason.title), strong: null, tone: 'plain' };
    case 'parent':
      return { text: strings.viaParent(reason.title), strong: null, tone: 'plain' };
    case 'cycle':
      return { text: strings.inCycle(shortId(reason.id), reason.title), strong: null, tone: 'warn' };
    case 'unknown':
      return { text: strings.blockedByShort(reason.id), strong: strings.unknown, tone: 'warn' };
    case 'manual':
      return { text: strings.markedBlocked, strong: null, tone: 'plain' };
  }
}

/** One whole sentence about why an issue is blocked. */
export function reasonSentence(reason: BlockReason): string {
  switch (reason.reason) {
    case 'edge':
      return strings.reasonFull.edge(reason.kind, reason.id, reason.title);
    case 'parent':
      return strings.reasonFull.parent(reason.id, reason.title);
    case 'cycle':
      return strings.reasonFull.cycle(reason.id, reason.title);
    case 'unknown':
      return strings.reasonFull.unknown(reason.id);
    case 'manual':
      return strings.reasonFull.manual();
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

function unknownBlockerFact(row: Row): Fact | null {
  const [first, ...rest] = row.unknownBlockers;
  if (first === undefined) return null;
  const title = strings.unknownBlockerTitle(row.unknownBlockers);
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
  const age = row.status === 'deferred' || row.status === 'other' ? null : quietAge(row.updatedAtMs, nowMs);
  if (age === null || row.updatedAtMs === null) return null;
  const title = strings.quietTitle(formatMoment(row.updatedAtMs));
  return { ...plain, kind: 'quiet', icon: 'quiet', text: strings.quiet(age), title, sinceMs: row.updatedAtMs };
}

function dataAgeFact(source: SourceChip | null, nowMs: number): Fact | null {
  if (source?.freshness !== 'ageing' && source?.freshness !== 'stale') return null;
  // Its chip says how old all of it is; in a moment it is read, and no row is to change when nothing did.
  if (source.confirmedAtMs === null || source.recalled) return null;
  const text = strings.oldData(formatAge(nowMs - source.confirmedAtMs));
  const title = strings.oldDataTitle(formatMoment(source.confirmedAtMs));
  return { ...plain, kind: 'dataAge', icon: 'dataAge', text, tone: 'warn', title, sinceMs: source.confirmedAtMs };
}

function sourceFact(source: SourceChip | null): Fact | null {
  const tag = source?.tag ?? null;
  if (source === null || tag === null) return null;
  return { ...plain, kind: 'source', text: tag, title: strings.sourceTitle(source.id) };
}

/** The text of `fact` at `nowMs`. */
export function agingText(fact: Fact, nowMs: number): string {
  if (fact.sinceMs === null) return fact.text;
  const age = formatAge(nowMs - fact.sinceMs);
  return fact.kind === 'quiet' ? strings.quiet(age) : strings.oldData(age);
}
