/** Answers for what the status bar says of a snapshot: one line, one state, one table. */
import type { ProjectContext, SourceContext } from '../domain/context';
import { worstFreshness } from '../domain/freshness';
import { holdingPauses, longestPause, troubleOf, type Trouble } from '../protocol/sourceHealth';
import { statusTooltip } from './statusTooltip';
import { agoText, countText, oldText } from './timeWords';

export type StatusKind =
  'loading' | 'live' | 'fresh' | 'ageing' | 'stale' | 'error' | 'offline' | 'paused' | 'noTracker';

export interface StatusText {
  readonly kind: StatusKind;
  /** With codicons, for the status bar. */
  readonly text: string;
  /** The same in words, for screen readers. */
  readonly spoken: string;
  /** Markdown. */
  readonly tooltip: string;
}

const neverRead = 'never read';

/** A shape for every state, so that none is told by colour alone. */
const icons: Readonly<Record<StatusKind, string>> = {
  loading: '$(loading~spin)',
  live: '$(pass)',
  fresh: '$(check)',
  ageing: '$(history)',
  stale: '$(warning)',
  error: '$(error)',
  offline: '$(debug-disconnect)',
  paused: '$(watch)',
  noTracker: '$(circle-slash)',
};

/** What ends by itself, nobody has to do anything about: it is told, and not as an error. */
const passing: Readonly<Partial<Record<Trouble, StatusKind>>> = {
  offline: 'offline',
  notAnswering: 'offline',
  limited: 'paused',
};

/** Said in place of an age. */
const toldStates: Readonly<Partial<Record<StatusKind, string>>> = {
  loading: 'reading',
  error: 'failing',
  paused: 'paused',
};

/** The first words of a state, for screen readers; null where the age says it. */
const spokenStates: Readonly<Partial<Record<StatusKind, string>>> = {
  error: 'a source is failing',
  offline: 'a server cannot be reached',
  paused: 'requests are paused',
  stale: 'stale',
};

/** @param syncing whether a reading worth telling of is under way */
export function statusText(context: ProjectContext | null, syncing: boolean, nowMs: number): StatusText {
  if (context === null) {
    return {
      kind: 'loading',
      text: `${icons.loading} Context Scout`,
      spoken: 'Context Scout is reading the workspace',
      tooltip: 'Reading the workspace…',
    };
  }
  const kind = statusKind(context, syncing, nowMs);
  return { kind, ...mainText(context, kind, syncing, nowMs), tooltip: statusTooltip(context, nowMs) };
}

function mainText(
  context: ProjectContext,
  kind: StatusKind,
  syncing: boolean,
  nowMs: number,
): Pick<StatusText, 'text' | 'spoken'> {
  if (kind === 'noTracker') {
    return { text: `${icons.noTracker} no tracker`, spoken: 'Context Scout: no tracker in this workspace' };
  }
  const isTroubled = kind === 'error' || kind === 'offline' || kind === 'paused';
  const progress = isTroubled ? null : progressText(context.sources);
  if (progress !== null) {
    return { text: `$(sync~spin) ${progress}`, spoken: `Context Scout: ${progress} issues read, syncing` };
  }
  const ready = `${countText(context.counts.ready)} ready`;
  const age = ageWord(context, kind, nowMs);
  const told = toldStates[kind] ?? age;
  const icon = syncing && (!isTroubled || kind === 'error') ? '$(sync~spin)' : icons[kind];
  return {
    text: `${icon} ${ready} · ${told}`,
    spoken: `Context Scout: ${ready}, ${spokenAge(kind, age)}${syncing ? ', syncing' : ''}`,
  };
}

function statusKind({ sources }: ProjectContext, syncing: boolean, nowMs: number): StatusKind {
  if (sources.length === 0) return 'noTracker';
  const troubles = sources.flatMap(({ error, remote }) => {
    // Being read now, after all.
    if (error === null || (remote !== null && remote.progress !== null)) return [];
    return [remote === null ? 'error' : (passing[troubleOf(error.failure)] ?? 'error')];
  });
  for (const kind of ['error', 'offline', 'paused'] as const) if (troubles.includes(kind)) return kind;
  if (sources.some((source) => isPaused(source, nowMs))) return 'paused';
  const worst = worstFreshness(sources.map(({ freshness }) => freshness));
  if (worst !== 'never') return worst;
  return syncing ? 'loading' : 'stale';
}

const isPaused = ({ remote }: SourceContext, nowMs: number): boolean =>
  longestPause(holdingPauses(remote?.requests?.pauses ?? []), nowMs) !== null;

/** `1,200 of 3,000` while issues are read page by page; null otherwise. */
function progressText(sources: readonly SourceContext[]): string | null {
  const running = sources.flatMap(({ remote }) => remote?.progress ?? []);
  if (running.length === 0) return null;
  const done = running.reduce((sum, progress) => sum + progress.done, 0);
  const totals = running.map(({ total }) => total).filter((total) => total !== null);
  const total = totals.reduce((sum, each) => sum + each, 0);
  return totals.length < running.length ? countText(done) : `${countText(done)} of ${countText(total)}`;
}

function ageWord({ sources }: ProjectContext, kind: StatusKind, nowMs: number): string {
  if (kind === 'live') return 'live';
  const oldest = sources.reduce<number | null>(
    (least, { confirmedAtMs }) => (confirmedAtMs === null ? least : Math.min(least ?? confirmedAtMs, confirmedAtMs)),
    null,
  );
  if (oldest === null) return neverRead;
  return kind === 'ageing' || kind === 'stale' ? oldText(nowMs - oldest) : agoText(nowMs - oldest);
}

function spokenAge(kind: StatusKind, age: string): string {
  if (kind === 'loading') return 'reading for the first time';
  const state = spokenStates[kind];
  if (state === undefined || (kind === 'stale' && age === neverRead)) return age;
  return `${state}, ${age === neverRead ? neverRead : `data from ${age}`}`;
}
