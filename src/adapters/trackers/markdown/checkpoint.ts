/** Answers for what a source writes down to go on from at the next start. */
import type { MarkdownFormat } from './format';

/** Moves when the same file would give other facts, or this text another meaning. */
const engineVersion = 2;

export interface Checkpoint {
  /** The commit whose files the records are, apart from those under `again`; null: git told nothing. */
  readonly head: string | null;
  /** Files to look at whatever git says, with their stamps; all files where git told nothing. */
  readonly again: readonly (readonly [path: string, stamp: string | null])[];
  /** Folders ending in `/` whose changes git does not tell. */
  readonly unseen: readonly string[];
  /** Folders below the home that were listed, with their stamps. */
  readonly folders: readonly (readonly [path: string, stamp: string | null])[];
}

export function encodeCheckpoint({ kind, version }: MarkdownFormat, checkpoint: Checkpoint): string {
  return JSON.stringify({ ...checkpoint, engine: engineVersion, format: `${kind} ${version}` });
}

/** Null for what is not understood, and for what another version of the engine or the format wrote. */
export function decodeCheckpoint(text: string, { kind, version }: MarkdownFormat): Checkpoint | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { engine, format, head, again, unseen, folders } = value as Readonly<Record<string, unknown>>;
  if (engine !== engineVersion || format !== `${kind} ${version}`) return null;
  if (head !== null && typeof head !== 'string') return null;
  if (!isStampList(again) || !isStampList(folders)) return null;
  if (!Array.isArray(unseen) || !unseen.every((path) => typeof path === 'string')) return null;
  return { head, again, unseen, folders };
}

function isStampList(value: unknown): value is readonly (readonly [string, string | null])[] {
  return (
    Array.isArray(value) &&
    value.every(
      (item: unknown) =>
        Array.isArray(item) &&
        item.length === 2 &&
        typeof item[0] === 'string' &&
        (item[1] === null || typeof item[1] === 'string'),
    )
  );
}
