/** Answers for which source chips are shown: one a source, healthy ones of a kind together when there are many. */
import type { SourceChip } from '../../src/protocol/messages';

/** Chips to show before healthy sources of a kind share one. */
const maxSingleChips = 4;

/** One or more sources behind one chip; several only when all are healthy and of one kind. */
export type ChipGroup = readonly [SourceChip, ...SourceChip[]];

/** Whether a source needs no attention. What an earlier run read is being read anew: that needs none either. */
export function isHealthy({ freshness, error, recalled }: SourceChip): boolean {
  return error === null && (recalled || freshness === 'live' || freshness === 'fresh');
}

/** Whether the host can change the issues of a source: those of Roadmap, whose files it writes itself. */
export function isWritable({ kind }: SourceChip): boolean {
  return kind === 'roadmap';
}

/** In the order of the sources, so that a chip keeps its place when the data changes. */
export function groupChips(sources: readonly SourceChip[]): readonly ChipGroup[] {
  if (sources.length <= maxSingleChips) return sources.map((source): ChipGroup => [source]);
  const groups = new Map<string, [SourceChip, ...SourceChip[]]>();
  for (const source of sources) {
    const state = source.recalled ? 'recalled' : source.freshness;
    const name = isHealthy(source) ? `${source.kind} ${state}` : source.id;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [source]);
    else group.push(source);
  }
  return [...groups.values()];
}

/** The moment the least recently confirmed source of the group was confirmed; null when one never was. */
export function oldestConfirmation(group: ChipGroup): number | null {
  let oldest: number | null = group[0].confirmedAtMs;
  for (const { confirmedAtMs } of group) {
    if (confirmedAtMs === null) return null;
    if (oldest !== null && confirmedAtMs < oldest) oldest = confirmedAtMs;
  }
  return oldest;
}
