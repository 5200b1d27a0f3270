/** Answers for which source chips are shown: one a source, those of a kind that fare alike together when there are many. */
import type { SourceChip } from '../../src/protocol/messages';
import type { Trouble } from '../../src/protocol/sourceHealth';

/** Chips to show before sources of a kind that fare alike share one. */
const maxSingleChips = 4;

/** One or more sources behind one chip; several only when they are of one kind and the same is to be said of all. */
export type ChipGroup = readonly [SourceChip, ...SourceChip[]];

/** Whether what is shown of a source is young enough. What an earlier run read is being read anew: that is too. */
export function isFreshEnough({ freshness, recalled }: SourceChip): boolean {
  return recalled || freshness === 'live' || freshness === 'fresh';
}

/** Troubles of a server, which all of its sources share. */
const ofServer: readonly (Trouble | undefined)[] = ['offline', 'notAnswering', 'limited', 'signIn'];

/** Whether the host can change the issues of a source: those of Roadmap, whose files it writes itself. */
export function isWritable({ kind }: SourceChip): boolean {
  return kind === 'roadmap';
}

/** In the order of the sources, so that a chip keeps its place when the data changes. */
export function groupChips(sources: readonly SourceChip[]): readonly ChipGroup[] {
  if (sources.length <= maxSingleChips) return sources.map((source): ChipGroup => [source]);
  const groups = new Map<string, [SourceChip, ...SourceChip[]]>();
  for (const source of sources) {
    const name = sharedState(source) ?? source.id;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [source]);
    else group.push(source);
  }
  return [...groups.values()];
}

/** What the source has in common with others, as a name; null when its chip has something of its own to say. */
function sharedState(source: SourceChip): string | null {
  const { kind, error, remote, recalled, freshness } = source;
  if ((remote?.progress ?? null) !== null) return null;
  const place = remote === null ? kind : `${kind} ${remote.host} ${remote.account?.name ?? ''}`;
  if (error !== null) return ofServer.includes(error.trouble) ? `${place} ${error.trouble}` : null;
  if (remote !== null && (remote.pause !== null || remote.incomplete.length > 0)) {
    return remote.pause === null ? null : `${place} paused`;
  }
  return isFreshEnough(source) ? `${place} ${recalled ? 'recalled' : freshness}` : null;
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
