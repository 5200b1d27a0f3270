/** Answers for what the status bar says of a snapshot: one line, one state, one table. */
import type { ProjectContext, SourceContext } from '../domain/context';
import { worstFreshness } from '../domain/freshness';
import { say, sayCount } from '../domain/words';
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
const toldStates: Readonly<Partial<Record<StatusKind, () => string>>> = {
  loading: () => say('reading'),
  error: () => say('failing'),
  paused: () => say('paused'),
};

/** The first words of a state, for screen readers; null where the age says it. */
const spokenStates: Readonly<Partial<Record<StatusKind, () => string>>> = {
  error: () => say('a source is failing'),
  offline: () => say('a server cannot be reached'),
  paused: () => say('requests are paused'),
  stale: () => say('stale'),
};

/** @param syncing whether a reading worth telling of is under way */
export function statusText(context: ProjectContext | null, syncing: boolean, nowMs: number): StatusText {
  if (context === null) {
    return {
      kind: 'loading',
      text: `${icons.loading} Context Scout`,
      spoken: say('Context Scout is reading the workspace'),
      tooltip: say('Reading the workspace…'),
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
    return {
      text: `${icons.noTracker} ${say('no tracker')}`,
      spoken: say('Context Scout: no tracker in this workspace'),
    };
  }
  const isTroubled = kind === 'error' || kind === 'offline' || kind === 'paused';
  const progress = isTroubled ? null : progressText(context.sources);
  if (progress !== null) {
    return { text: `$(sync~spin) ${progress}`, spoken: say('Context Scout: {0} issues read, syncing', progress) };
  }
  const ready = sayCount('{0} ready | {0} ready', context.counts.ready);
  const age = ageWord(context, kind, nowMs);
  const told = toldStates[kind]?.() ?? ageText(age);
  const icon = syncing && (!isTroubled || kind === 'error') ? '$(sync~spin)' : icons[kind];
  return {
    text: `${icon} ${ready} · ${told}`,
    spoken: syncing
      ? say('Context Scout: {0}, {1}, syncing', ready, spokenAge(kind, age))
      : say('Context Scout: {0}, {1}', ready, spokenAge(kind, age)),
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
  return totals.length < running.length ? countText(done) : say('{0} of {1}', countText(done), countText(total));
}

/** Null: never read. */
function ageWord({ sources }: ProjectContext, kind: StatusKind, nowMs: number): string | null {
  if (kind === 'live') return say('live');
  const oldest = sources.reduce<number | null>(
    (least, { confirmedAtMs }) => (confirmedAtMs === null ? least : Math.min(least ?? confirmedAtMs, confirmedAtMs)),
    null,
  );
  if (oldest === null) return null;
  return kind === 'ageing' || kind === 'stale' ? oldText(nowMs - oldest) : agoText(nowMs - oldest);
}

const ageText = (age: string | null): string => age ?? say('never read');

function spokenAge(kind: StatusKind, age: string | null): string {
  if (kind === 'loading') return say('reading for the first time');
  const state = spokenStates[kind];
  if (state === undefined || (kind === 'stale' && age === null)) return ageText(age);
  return age === null ? say('{0}, never read', state()) : say('{0}, data from {1}', state(), age);
}
