/** Answers for how the references of commits are told: a line a source, what a run came to, or the same as JSON. */
import type { ResolveOutcome } from '../app/referencePorts';
import type { ReferenceCounts } from '../domain/commitReference';
import { describeFailure } from '../domain/failure';
import { formatWait } from '../protocol/age';
import { instantOrNull } from '../protocol/instant';
import { renderTable, type Column, type TerminalStyle } from './table';
import { printable } from './textWidth';

/** What is told of one source. */
export interface SourceReferences {
  readonly id: string;
  readonly counts: ReferenceCounts;
}

export interface ReferenceReport {
  /** Those on a server. */
  readonly sources: readonly SourceReferences[];
  readonly total: ReferenceCounts;
  /** Null: nothing was to be looked up. */
  readonly outcome: ResolveOutcome | null;
  readonly nowMs: number;
}

/** What \`refs --json\` prints. Times are ISO 8601. */
export interface ReferencesJson {
  schemaVersion: 1;
  sources: ({ id: string } & CountsJson)[];
  total: CountsJson;
  /** What this run looked up; null when it was not told to. */
  run: {
    resolved: number;
    /** Looked up in vain, for good or for now. */
    failed: number;
    /** Still to be looked up, now or later. */
    left: number;
    stoppedBy: { kind: string; message: string } | null;
    goesOnAt: string | null;
  } | null;
}

interface CountsJson {
  pending: number;
  resolved: number;
  errors: number;
  cacheHits: number;
  estimateMs: number | null;
}

const noServer = 'No git remote here names a GitHub repository, so there is nothing to look up.';

export function renderReferences(report: ReferenceReport, style: TerminalStyle): string {
  const { sources, outcome, nowMs } = report;
  const columns: readonly Column<SourceReferences>[] = [
    { title: 'SOURCE', text: ({ id }) => id, tone: () => 'strong' },
    { title: 'PENDING', text: ({ counts }) => String(counts.pending) },
    { title: 'RESOLVED', text: ({ counts }) => String(counts.resolved) },
    { title: 'WITHOUT ASKING', text: ({ counts }) => String(counts.cacheHits) },
    { title: 'ERRORS', text: ({ counts }) => String(counts.errors) },
    { title: 'TIME LEFT', text: ({ counts: { estimateMs } }) => formatWait(estimateMs ?? 0) ?? '' },
  ];
  const table = sources.length === 0 ? [noServer] : renderTable(sources, columns, style);
  const told = outcome === null || sources.length === 0 ? [] : ['', printable(describeOutcome(outcome, nowMs))];
  return `${[...table, ...told].join('\n')}\n`;
}

function describeOutcome(outcome: ResolveOutcome, nowMs: number): string {
  const { resolved, failed, left, stoppedBy, goesOnAtMs } = outcome;
  const wait = formatWait((goesOnAtMs ?? nowMs) - nowMs);
  return [
    `${resolved} resolved${failed === 0 ? '' : `, ${failed} failed`}${left === 0 ? '' : `, ${left} left`}.`,
    ...(stoppedBy === null ? [] : [describeFailure(stoppedBy)]),
    ...(left === 0 || wait === null ? [] : [`It can go on in ${wait}.`]),
  ].join(' ');
}

export function referencesJson({ sources, total, outcome }: ReferenceReport): ReferencesJson {
  return {
    schemaVersion: 1,
    sources: sources.map(({ id, counts }) => ({ id, ...counts })),
    total: { ...total },
    run: outcome && {
      resolved: outcome.resolved,
      failed: outcome.failed,
      left: outcome.left,
      stoppedBy: outcome.stoppedBy && { kind: outcome.stoppedBy.kind, message: describeFailure(outcome.stoppedBy) },
      goesOnAt: instantOrNull(outcome.goesOnAtMs),
    },
  };
}
