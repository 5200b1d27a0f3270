/** Answers for what the status bar says of a snapshot: one line, one state, one table. */
import type { ProjectContext, SourceContext } from '../domain/context';
import { describeFailure } from '../domain/failure';
import type { Freshness } from '../domain/freshness';
import { formatAge } from '../protocol/age';

export type StatusKind = 'loading' | 'live' | 'fresh' | 'ageing' | 'stale' | 'error' | 'noTracker';

export interface StatusText {
  readonly kind: StatusKind;
  /** With codicons, for the status bar. */
  readonly text: string;
  /** The same in words, for screen readers. */
  readonly spoken: string;
  /** Markdown. */
  readonly tooltip: string;
}

const worstFirst: readonly Freshness[] = ['never', 'stale', 'ageing', 'fresh', 'live'];

const neverRead = 'never read';

/** A shape for every state, so that none is told by colour alone. */
const icons: Readonly<Record<StatusKind, string>> = {
  loading: '$(loading~spin)',
  live: '$(pass)',
  fresh: '$(check)',
  ageing: '$(history)',
  stale: '$(warning)',
  error: '$(error)',
  noTracker: '$(circle-slash)',
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
  const kind = statusKind(context);
  const age = ageWord(context, kind, nowMs);
  const told = kind === 'error' ? 'failing' : age;
  const ready = `${context.counts.ready} ready`;
  const text =
    kind === 'noTracker'
      ? `${icons.noTracker} no tracker`
      : `${syncing ? '$(sync~spin)' : icons[kind]} ${ready} · ${told}`;
  const spoken =
    kind === 'noTracker'
      ? 'Context Scout: no tracker in this workspace'
      : `Context Scout: ${ready}, ${spokenAge(kind, age)}${syncing ? ', syncing' : ''}`;
  return { kind, text, spoken, tooltip: tooltip(context, nowMs) };
}

function statusKind({ sources }: ProjectContext): StatusKind {
  if (sources.length === 0) return 'noTracker';
  if (sources.some(({ error }) => error !== null)) return 'error';
  const worst = worstFirst.find((freshness) => sources.some((source) => source.freshness === freshness)) ?? 'never';
  return worst === 'never' ? 'stale' : worst;
}

function ageWord({ sources }: ProjectContext, kind: StatusKind, nowMs: number): string {
  if (kind === 'live') return 'live';
  const oldest = sources.reduce<number | null>(
    (least, { confirmedAtMs }) => (confirmedAtMs === null ? least : Math.min(least ?? confirmedAtMs, confirmedAtMs)),
    null,
  );
  return oldest === null ? neverRead : agoText(nowMs - oldest);
}

const agoText = (ms: number): string => {
  const age = formatAge(ms);
  return age === 'now' ? 'just now' : `${age} ago`;
};

const spokenAge = (kind: StatusKind, age: string): string =>
  kind === 'error'
    ? `a source is failing, ${dataFrom(age)}`
    : kind === 'stale' && age !== neverRead
      ? `stale, ${dataFrom(age)}`
      : age;

const dataFrom = (age: string): string => (age === neverRead ? neverRead : `data from ${age}`);

function tooltip(context: ProjectContext, nowMs: number): string {
  const { counts, sources } = context;
  const lines = [
    `**Context Scout** — ${counts.ready} ready, ${counts.inProgress} in progress, ${counts.blocked} blocked`,
    '',
    ...(sources.length === 0
      ? ['No tracker was found in this workspace.']
      : ['| Source | Data | |', '|:--|:--|:--|', ...sources.map((source) => sourceRow(source, nowMs))]),
    ...(context.problems.length === 0
      ? []
      : ['', `${context.problems.length} ${context.problems.length === 1 ? 'problem' : 'problems'} in the records.`]),
    '',
    'Click to sync now.',
  ];
  return lines.join('\n');
}

function sourceRow(source: SourceContext, nowMs: number): string {
  const data =
    source.freshness === 'live'
      ? 'live'
      : source.confirmedAtMs === null
        ? neverRead
        : `${agoText(nowMs - source.confirmedAtMs)}${source.freshness === 'fresh' ? '' : ` (${source.freshness})`}`;
  const next =
    source.nextAttemptAtMs === null
      ? ''
      : `, next try ${source.nextAttemptAtMs <= nowMs ? 'now' : `in ${formatAge(source.nextAttemptAtMs - nowMs)}`}`;
  const note =
    source.error === null
      ? source.via
      : `failing since ${formatAge(nowMs - source.error.sinceMs)}: ${describeFailure(source.error.failure)}${next}`;
  return `| ${cell(source.id)} | ${data} | ${cell(note)} |`;
}

/** Text that cannot end its table cell, or become markup or a link, whatever a file is called. */
const cell = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]()#+!|<>]/g, (sign) => `\\${sign}`)
    .replace(/\s+/g, ' ')
    .replace(/:(?=\/\/)|www(?=\.)|@/gi, '$&\u200b');
