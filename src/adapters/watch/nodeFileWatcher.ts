/** Answers for telling that files moved, with the operating system's own notifications (Node's `fs.watch`). */
import type { FileWatcher } from '../../ports/fileWatcher';
import { FolderWatch } from './folderWatch';
import { TreeWatch } from './treeWatch';

/**
 * Where the system itself does not watch below a folder (Linux), Node watches every single file there, and loses one
 * that is replaced by rename, which is how git writes refs: there each folder is watched.
 */
const watchesBelow = process.platform === 'darwin' || process.platform === 'win32';

export const nodeFileWatcher: FileWatcher = {
  watch: (target, onChange, onBroken) =>
    target.names === 'below' && !watchesBelow
      ? new TreeWatch(target.folder, onChange, onBroken)
      : new FolderWatch(target, onChange, onBroken),
};
