/** Answers for what belongs to one reading, and for writing it down as its checkpoint. */
import { encodeCheckpoint } from './checkpoint';
import type { MarkdownFormat } from './format';
import type { Base } from './look';
import type { KnownRecord } from './recordReader';
import type { FolderLooks } from './scan';

/** More stamps than that are not worth writing down; where git does not help, the next start reads all. */
const mostStampsKept = 20_000;

/** Immutable. */
export interface Moment {
  readonly format: MarkdownFormat;
  readonly base: Base | null;
  readonly records: readonly KnownRecord[];
  readonly folders: FolderLooks;
}

/** Text for the next start to go on from; null when there would be too much of it. */
export function checkpointOf({ format, base, records, folders }: Moment): string | null {
  const stamps = (of: readonly KnownRecord[]): [string, string | null][] =>
    of.map(({ path, stamp, racy }) => [path, racy ? null : stamp]);
  const looked = [...folders]
    .sort(byPath)
    .flatMap(([path, { stamp, error }]): [string, string | null][] => (error === null ? [[path, stamp]] : []));
  if (base === null) {
    if (records.length > mostStampsKept) return null;
    return encodeCheckpoint(format, { head: null, again: stamps(records), unseen: [], folders: looked });
  }
  const known = new Map(stamps(records.filter(({ path }) => base.again.has(path))));
  const again = [...base.again].sort().map((path): [string, string | null] => [path, known.get(path) ?? null]);
  return encodeCheckpoint(format, { head: base.head, again, unseen: base.unseen, folders: looked });
}

/** The same moment is the same text, in whatever order it was looked at. */
const byPath = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
