/** Answers for the size of all sources together: what can be fetched again goes first where nobody works with it. */
import { join } from 'node:path';
import type { FileOperations } from './fileOperations';
import { isAbsent, NoFileError, readSnapshot } from './persistence';
import { claimName, epochsOf, instancesFolder } from './sourceFolder';
import type { StoreEngine } from './storeEngine';
import { fetchedFolders, type FetchedFolder } from './storeFiles';

interface Sized {
  readonly source: FetchedFolder;
  readonly bytes: number;
  /** When the newest of its files was written, epoch milliseconds. */
  readonly writtenAtMs: number;
}

const megabyte = 1024 * 1024;

/**
 * Deletes what can be fetched again of the sources that were not written for longest, until all are within
 * `mostBytes`. Spared are the source whose folder is `own`, and those somebody leads now. Says each once.
 * @throws errors of the system.
 */
export function keepFolderWithin(engine: StoreEngine, cacheFolder: string, own: string, mostBytes: number): void {
  const { files } = engine;
  const all = fetchedFolders(files, cacheFolder).map((source) => sized(files, source));
  let bytes = all.reduce((sum, each) => sum + each.bytes, 0);
  if (bytes <= mostBytes) return;
  for (const { source, ...size } of all.sort((a, b) => a.writtenAtMs - b.writtenAtMs)) {
    if (bytes <= mostBytes) return;
    if (size.bytes === 0 || source.folder === own || isLed(files, cacheFolder, source)) continue;
    for (const path of source.fetched) files.remove(path);
    bytes -= size.bytes;
    const date = new Date(size.writtenAtMs).toISOString().slice(0, 10);
    engine.log(
      'info',
      `The caches are larger than ${Math.round(mostBytes / megabyte)} MB together: that of ${source.name}, last written on ${date}, was deleted. Its issues are read again when its folder is opened.`,
    );
  }
}

function sized(files: FileOperations, source: FetchedFolder): Sized {
  let bytes = 0;
  let writtenAtMs = 0;
  for (const path of source.fetched) {
    try {
      const { size, mtimeMs } = files.stat(path);
      bytes += Number(size);
      writtenAtMs = Math.max(writtenAtMs, Number(mtimeMs));
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
  }
  return { source, bytes, writtenAtMs };
}

/** Whether the instance that claimed the newest epoch is still joined. */
function isLed(files: FileOperations, cacheFolder: string, { folder, names }: FetchedFolder): boolean {
  const [epoch] = epochsOf('claim', names);
  if (epoch === undefined) return false;
  const instance = textOf(files, join(folder, claimName(epoch)));
  return /^[\w-]{1,64}$/.test(instance) && files.exists(join(cacheFolder, instancesFolder, `${instance}.json`));
}

/** Empty where there is none. */
function textOf(files: FileOperations, path: string): string {
  try {
    return Buffer.from(readSnapshot(files, path)?.bytes ?? [])
      .toString('utf8')
      .trim();
  } catch (error) {
    if (error instanceof NoFileError) return '';
    throw error;
  }
}
