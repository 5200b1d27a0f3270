/** Answers for what to watch, and what to compare, to learn that a tracker's files moved. */
import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { stampOf } from '../../../domain/stamp';
import type { WatchTarget } from '../../../ports/fileWatcher';
import type { MarkdownFormat } from './format';
import { codeOf } from './recordFile';
import type { FolderLooks } from './scan';
import type { Slices } from './slices';

/** With more files, folders alone are compared before a reading: each file would take longer than asking git. */
export const mostFingerprintedFiles = 1_000;

/**
 * Each folder with all names in it, and the way down to the tracker's folders and settings by name, so that their
 * coming is noticed. One watch a folder: Node's recursive watch would hold one for every file.
 */
export function watchTargets(root: string, format: MarkdownFormat, folders: FolderLooks): readonly WatchTarget[] {
  const targets = new Map<string, Set<string> | 'all'>();
  for (const [path, { error }] of folders) if (error === null) targets.set(join(root, path), 'all');
  for (const path of [...format.folders, ...format.settings]) {
    const names = path.split('/');
    names.forEach((name, depth) => {
      const folder = join(root, ...names.slice(0, depth));
      const known = targets.get(folder) ?? new Set<string>();
      if (known !== 'all') targets.set(folder, known.add(name));
    });
  }
  return [...targets].map(([folder, names]) => ({ folder, names: names === 'all' ? names : [...names] }));
}

/**
 * Size, times and identity of settings, folders and files (missing ones too), as one value that moves when any does.
 * @param paths relative to `root`
 * @throws the slices' reason when aborted.
 */
export async function fingerprintOf(root: string, paths: readonly string[], slices: Slices): Promise<string> {
  const parts: string[] = [];
  for (const path of paths) {
    parts.push(fingerprintPart(join(root, path)));
    if (slices.isOver) await slices.yield();
  }
  return parts.join(' ');
}

function fingerprintPart(absolute: string): string {
  try {
    const stats = lstatSync(absolute, { throwIfNoEntry: false, bigint: true });
    if (stats === undefined) return '-';
    if (!stats.isSymbolicLink()) return stampOf(stats);
    const target = statSync(absolute, { throwIfNoEntry: false, bigint: true });
    return `${stampOf(stats)}>${target === undefined ? '-' : stampOf(target)}`;
  } catch (error) {
    return codeOf(error);
  }
}
