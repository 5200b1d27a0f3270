/** Answers for where a Backlog.md project keeps its records and its configuration. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordFiles } from '../markdown/recordFile';
import { parseRootConfig } from './config';

/** Names in a home by which a project may be there. */
export const signs: readonly string[] = ['backlog', '.backlog', 'backlog.config.yml'];

const rootConfigName = 'backlog.config.yml';
const configNames: readonly string[] = ['config.yml', 'config.yaml'];

export interface BacklogLayout {
  /** The folder that holds `tasks`, relative to the home. */
  readonly folder: string;
  /** The configuration, relative to the home; null when there is none. */
  readonly config: string | null;
}

/**
 * Finds the project in `root` as the tool does
 * (https://github.com/MrLesk/Backlog.md/blob/main/src/utils/backlog-directory.ts): by `backlog.config.yml`, else by a
 * folder `backlog` or `.backlog` with a configuration. One with tasks alone will do as well; any other is something else.
 */
export async function findLayout(root: string, files: RecordFiles): Promise<BacklogLayout | null> {
  const text = readText(files, rootConfigName);
  const rootConfig = text === null ? null : parseRootConfig(text);
  if (rootConfig === null) return findFolder(root);
  const folder = rootConfig.directory ?? (await findFolder(root))?.folder ?? null;
  return folder === null ? null : { folder, config: rootConfigName };
}

async function findFolder(root: string): Promise<BacklogLayout | null> {
  const folders = ['backlog', '.backlog'];
  for (const folder of folders) {
    for (const name of configNames) {
      const config = `${folder}/${name}`;
      if ((await kindOf(join(root, config))) === 'file') return { folder, config };
    }
  }
  for (const folder of folders) {
    if ((await kindOf(join(root, folder, 'tasks'))) === 'folder') return { folder, config: null };
  }
  return null;
}

/** Every file that tells of the configuration, there or not, relative to the home. */
export const configFiles = (folder: string): readonly string[] => [
  rootConfigName,
  ...configNames.map((name) => `${folder}/${name}`),
];

/** The text of a small file of the home; null when it cannot be had as a whole. */
export function readText(files: RecordFiles, path: string): string | null {
  const look = files.look(path, null);
  if (look.kind !== 'read' || !look.isWhole) return null;
  // The bytes are valid until the next look only, and a text is a copy.
  return look.head.toString('utf8').replace(/^\uFEFF/, '');
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  try {
    const found = await stat(path);
    return found.isDirectory() ? 'folder' : found.isFile() ? 'file' : null;
  } catch {
    return null;
  }
}
