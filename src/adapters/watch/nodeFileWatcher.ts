/** Answers for telling that files moved, with the operating system's own notifications (Node's `fs.watch`). */
import { dirname } from 'node:path';
import type { FileWatcher } from '../../ports/fileWatcher';
import { foreignFileSystem, linuxFileSystems, type FileSystems } from './fileSystemKind';
import { FolderWatch } from './folderWatch';
import { TreeWatch } from './treeWatch';

/**
 * Where the system itself does not watch below a folder (Linux), Node watches every single file there, and loses one
 * that is replaced by rename, which is how git writes refs: there each folder is watched.
 */
const watchesBelow = process.platform === 'darwin' || process.platform === 'win32';

/** @param systems null: what kinds of file systems there are cannot be told cheaply, paths apart */
export const nodeFileWatcherOn = (systems: FileSystems | null): FileWatcher => ({
  watch: (target, onChange, onBroken) =>
    target.names === 'below' && !watchesBelow
      ? new TreeWatch(target.folder, onChange, onBroken)
      : new FolderWatch(target, onChange, onBroken),
  whyOnlyAHint: async (folder) => {
    const name = isShare(folder) ? 'share' : await foreignAround(folder, systems);
    if (name === null) return null;
    return `The folder is on a network file system (${name}), where what other machines change is not told.`;
  },
});

export const nodeFileWatcher: FileWatcher = nodeFileWatcherOn(process.platform === 'linux' ? linuxFileSystems : null);

/** On Windows `\\server\folder` is on another machine; `\\?\` and `\\.\` say how to read the rest. */
const isShare = (folder: string): boolean => process.platform === 'win32' && /^[\\/]{2}[^?.]/.test(folder);

/** A folder that is still to come will be where the nearest one above it is. */
async function foreignAround(folder: string, systems: FileSystems | null): Promise<string | null> {
  if (systems === null) return null;
  let at = folder;
  while ((await systems.typeOf(at)) === null && dirname(at) !== at) at = dirname(at);
  return foreignFileSystem(at, systems);
}
