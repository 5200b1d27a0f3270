/** Answers for where Beads keeps its files in a folder, and for reading one of them safely. */
import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import { stampOf } from '../../../domain/stamp';

/** The folder in a repository that makes it a Beads repository. */
export const beadsFolder = '.beads';

/** Names the export has had, the present one first. */
export const exportNames = ['issues.jsonl', 'beads.jsonl'] as const;

/** Files that tell where the export is. */
export const pointerNames = ['redirect', 'metadata.json'] as const;

/** Files that move when Beads' database does (the older SQLite one, and the mark newer versions leave). */
export const databaseNames = ['beads.db', 'beads.db-wal', 'last-touched'] as const;

/** Where newer versions keep their database, which others may change by way of a server. */
const doltFolder = 'dolt';

/** Other things Beads writes as JSON Lines, and what merges and interrupted writes leave behind. */
const notAnExport =
  /^(?:deletions|interactions|routes|molecules|events|sync_base)\.jsonl$|\.(?:base|left|right|orig|bak|tmp)\.jsonl$/;

/** A larger file is no issue list; reading it would exhaust the host's memory. */
const largestFileBytes = 256 * 1024 * 1024;

export interface BeadsFiles {
  /** Absolute path of the folder the export stands in. */
  readonly folder: string;
  /** Absolute path of the export; null when there is none. */
  readonly exported: string | null;
  /** Name that `metadata.json` gives the export, there or not; null when it gives none. */
  readonly configured: string | null;
  /** Whether {@link databaseNames} move with every change: the database is a file here, and not behind a server. */
  readonly databaseIsFile: boolean;
}

/**
 * Finds the folder and the export of the Beads repository at `root`: the name in `metadata.json`, else
 * `issues.jsonl`, else an older name, else the first JSON Lines file that is none of Beads' other ones.
 * A `redirect` file names another folder, relative to `root`; one step is followed, as Beads does
 * (https://github.com/gastownhall/beads/blob/main/internal/beads/beads.go).
 * @param mayLeave whether a redirect or a symbolic link may lead out of `root`; false where the folder is not trusted.
 */
export async function findBeadsFiles(root: string, mayLeave: boolean): Promise<Result<BeadsFiles, Failure>> {
  const own = join(root, beadsFolder);
  const target = await redirectTarget(own, root);
  // Asking even whether a path is there can reach another machine, so this one goes by its text.
  if (target !== null && !mayLeave && (target.remote || !isBelow(root, target.path))) {
    return err(leadsOut(root, target.path));
  }
  const folder = target !== null && (await isFolder(target.path)) ? target.path : own;
  if (!mayLeave && !(await isInside(folder, root))) return err(leadsOut(root, folder));
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    return err(failureOf(error, shown(root, folder)));
  }
  const configured = await configuredName(folder);
  const name = exportName(configured, names);
  const exported = name === null ? null : join(folder, name);
  if (exported !== null && !mayLeave && !(await isInside(exported, root))) return err(leadsOut(root, exported));
  const databaseIsFile = names.includes(databaseNames[0]) && !names.includes(doltFolder);
  return ok({ folder, exported, configured, databaseIsFile });
}

function exportName(configured: string | null, names: readonly string[]): string | null {
  const present = new Set(names);
  if (configured !== null && present.has(configured)) return configured;
  const usual = exportNames.find((name) => present.has(name));
  if (usual !== undefined) return usual;
  return names.filter((name) => name.endsWith('.jsonl') && !notAnExport.test(name)).sort()[0] ?? null;
}

/** The name `metadata.json` gives the export; null when it gives none or anything but a plain file name. */
async function configuredName(folder: string): Promise<string | null> {
  try {
    const metadata: unknown = JSON.parse(await readFile(join(folder, 'metadata.json'), 'utf8'));
    if (typeof metadata !== 'object' || metadata === null || !('jsonl_export' in metadata)) return null;
    const name = metadata.jsonl_export;
    return typeof name === 'string' && /^[^/\\]+\.jsonl$/.test(name) ? name : null;
  } catch {
    return null;
  }
}

/** Where a redirect points. `remote`: it is written as a path on another machine, as Windows knows them. */
interface RedirectTarget {
  readonly path: string;
  readonly remote: boolean;
}

async function redirectTarget(own: string, root: string): Promise<RedirectTarget | null> {
  let text: string;
  try {
    text = await readFile(join(own, 'redirect'), 'utf8');
  } catch {
    return null;
  }
  const target = text
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '' && !line.startsWith('#'));
  if (target === undefined || target.includes('\0')) return null;
  return { path: resolve(root, target), remote: /^[\\/]{2}/.test(target) };
}

/** The path as people know it: relative to `root`, with forward slashes. */
export const shown = (root: string, path: string): string => relative(root, path).split(sep).join('/');

export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** By the text of the paths alone. */
function isBelow(root: string, path: string): boolean {
  const below = relative(root, path);
  return below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}

async function isInside(path: string, root: string): Promise<boolean> {
  try {
    return isBelow(await realpath(root), await realpath(path));
  } catch {
    // What is not there leads nowhere; reading it says so.
    return true;
  }
}

const leadsOut = (root: string, path: string): Failure => ({
  kind: 'unusable',
  what: shown(root, path),
  advice: 'it leads out of the folder, and the folder is not trusted.',
});

/**
 * The bytes of a regular file.
 * @param what how the file is named in a failure
 * @throws the signal's reason when aborted.
 */
export async function readWhole(path: string, what: string, signal: AbortSignal): Promise<Result<Buffer, Failure>> {
  try {
    // Opening a pipe would wait for a writer, so it is asked what it is first.
    const found = await stat(path);
    if (!found.isFile()) return err({ kind: 'unusable', what, advice: 'it is not a file.' });
    if (found.size > largestFileBytes) {
      return err({ kind: 'unusable', what, advice: `it is larger than ${largestFileBytes / 1024 / 1024} MiB.` });
    }
    const handle = await open(path, 'r');
    try {
      return ok(await handle.readFile({ signal }));
    } finally {
      await handle.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    return err(failureOf(error, what));
  }
}

/** What an error of the file system means; `path` is how the failure names it. */
export function failureOf(error: unknown, path: string): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'notFound', path };
    case 'EACCES':
    case 'EPERM':
      return { kind: 'forbidden', path };
    default:
      return { kind: 'unusable', what: path, advice: `the system refused to read it (${code || String(error)}).` };
  }
}

/** Size, times and identity of each file (missing ones too), as one value that moves when any of them does. */
export async function fingerprintFiles(paths: readonly string[]): Promise<string> {
  const parts = await Promise.all(
    paths.map(async (path) => {
      try {
        return stampOf(await stat(path, { bigint: true }));
      } catch {
        return '-';
      }
    }),
  );
  return parts.join(' ');
}
