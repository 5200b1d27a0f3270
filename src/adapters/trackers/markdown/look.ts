/** Answers for one look at a source's files: at all of them, or at those of which git cannot say that they stayed. */
import type { TreeChanges } from '../../../ports/changeReader';
import type { MarkdownFormat } from './format';
import type { KnownRecord, RecordReader } from './recordReader';
import type { RecordTable } from './recordTable';
import type { RootFolder } from './rootFolders';
import { scanFolders, type FolderLooks } from './scan';
import type { Slices } from './slices';

/** What git said at a look, as far as the next one goes on from it. */
export interface Base {
  readonly head: string | null;
  /** Files to look at the next time whatever git says then. */
  readonly again: ReadonlySet<string>;
  /** Folders ending in `/` whose changes git does not tell. */
  readonly unseen: readonly string[];
}

export interface LookMeans {
  /** Absolute path of the home. */
  readonly root: string;
  readonly format: MarkdownFormat;
  readonly roots: readonly RootFolder[];
  readonly reader: RecordReader;
  readonly table: RecordTable;
  /** The known records were understood by another version of the format: none is taken as it is. */
  readonly isStale: boolean;
  readonly folders: FolderLooks;
  /** Epoch milliseconds of the moment before git was asked. */
  readonly beganAtMs: number;
  readonly slices: Slices;
}

export interface LookResult {
  /** By path; null: nothing is there. */
  readonly seen: ReadonlyMap<string, KnownRecord | null>;
  readonly folders: FolderLooks;
  readonly again: ReadonlySet<string>;
  /** A file changed after the look had begun. */
  readonly moved: boolean;
}

/** A file whose change is not at least so old may have changed after git was asked: clocks differ a little. */
const afterGitMs = 2_000;
/** Kernels stamp a change with the last tick of their clock, so it seems that much older than it is. */
const clockStepMs = 10;

/** Looks at every file; stamps decide what is read. */
export async function lookAtAll(means: LookMeans): Promise<LookResult> {
  const look = new Look(means);
  const folders = await look.scan(new Map(), () => true, look.at);
  for (const { path } of means.table.records) if (!look.seen.has(path)) look.seen.set(path, null);
  return look.result(folders);
}

/**
 * Looks at what differs from the commit of the look before, and at what git does not vouch for.
 * @returns null when a folder could not be listed: then only a look at all tells
 */
export async function lookAtSome(
  means: LookMeans,
  base: Base,
  tree: TreeChanges,
  committed: NonNullable<TreeChanges['committed']>,
): Promise<LookResult | null> {
  const look = new Look(means);
  const { table, roots, slices } = means;
  const linked = roots.filter(({ state }) => state === 'linked').map(({ path }) => `${path}/`);
  const blind = [...foldersIn(tree.unseen), ...base.unseen, ...linked];
  const isBlind = (path: string): boolean => blind.some((folder) => `${path}/`.startsWith(folder));

  const candidates = new Set<string>([...tree.dirty, ...tree.unseen, ...base.again]);
  for (const change of committed) {
    candidates.add(change.path);
    if (change.kind === 'renamed') candidates.add(change.from);
  }
  const folders = await look.scan(means.folders, isBlind, (path) => {
    if (table.get(path) === undefined || isBlind(path)) candidates.add(path);
  });
  if ([...folders.values()].some(({ error }) => error !== null && error !== 'ENOENT')) return null;
  const someVanished = [...means.folders.keys()].some((path) => !folders.has(path));
  if (someVanished || blind.length > 0) {
    for (const { path } of table.records) {
      if (isBlind(path) || !folders.has(folderOf(path))) candidates.add(path);
    }
  }
  for (const path of candidates) {
    if (!look.isRecord(path)) continue;
    if (folders.get(folderOf(path))?.error === null) look.at(path);
    else look.seen.set(path, null);
    if (slices.isOver) await slices.yield();
  }
  return look.result(folders);
}

/** The part of git's answer that the next look goes on from. */
export const baseOf = (tree: TreeChanges, again: ReadonlySet<string>): Base => ({
  head: tree.head,
  again: new Set([...again, ...tree.dirty, ...tree.unseen.filter((path) => !path.endsWith('/'))]),
  unseen: foldersIn(tree.unseen),
});

const foldersIn = (unseen: readonly string[]): string[] => unseen.filter((path) => path.endsWith('/'));

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

class Look {
  readonly seen = new Map<string, KnownRecord | null>();
  private readonly again = new Set<string>();
  private moved = false;

  constructor(private readonly means: LookMeans) {}

  scan(
    known: FolderLooks,
    mustList: (path: string) => boolean,
    onFile: (path: string, isFile: boolean) => void,
  ): Promise<FolderLooks> {
    const { root, roots, format, slices } = this.means;
    const folders = roots.filter(({ state }) => state !== 'outside').map(({ path }) => path);
    const onRecord = (path: string, isFile: boolean): void => {
      if (format.isRecord(path)) onFile(path, isFile);
    };
    return scanFolders({ root, folders, known, mustList, onFile: onRecord }, slices);
  }

  isRecord(path: string): boolean {
    const { roots, format } = this.means;
    return roots.some((folder) => path.startsWith(`${folder.path}/`)) && format.isRecord(path);
  }

  readonly at = (path: string, isFile = false): void => {
    const { reader, table, format, beganAtMs, isStale } = this.means;
    const found = table.get(path);
    const known = isStale && found !== undefined ? { ...found, racy: true } : found;
    const { record, changedAtMs } = reader.look(path, known, format, isFile);
    this.seen.set(path, record);
    if (record === null) return;
    const isRecent = changedAtMs !== null && changedAtMs > beganAtMs - afterGitMs;
    if (isRecent || record.racy || record.isLink || record.stamp === null) this.again.add(path);
    if (changedAtMs !== null && changedAtMs >= beganAtMs - clockStepMs && record.stamp !== known?.stamp)
      this.moved = true;
  };

  result(folders: FolderLooks): LookResult {
    return { seen: this.seen, folders, again: this.again, moved: this.moved };
  }
}
