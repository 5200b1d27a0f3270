/** Answers for where a Backlog.md project keeps its records and its configuration. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { findRootFolders, type RootFolder } from '../markdown/rootFolders';
import { parseConfig, parseRootConfig, type ConfigReading } from './config';
import type { KnownFiles } from './knownFiles';

/** Names in a home by which a project may be there. */
export const signs: readonly string[] = ['backlog', '.backlog', 'backlog.config.yml'];

const rootConfigName = 'backlog.config.yml';
const configNames: readonly string[] = ['config.yml', 'config.yaml'];

export interface BacklogLayout {
  /** The folder that holds `tasks`, relative to the home. */
  readonly folder: string;
  /** The folder is a symbolic link that leads out of the home: nothing of it is looked at. */
  readonly leadsOut: boolean;
  /** The configuration, relative to the home; null when there is none. */
  readonly config: string | null;
}

/** What a configuration file says, in either role. */
export interface ConfigFile {
  /** Null when it is not the root's, or not a configuration. */
  readonly root: ReturnType<typeof parseRootConfig>;
  readonly reading: ConfigReading;
}

/** Null when only its beginning could be had. */
export function configFileIn(path: string, head: Buffer, isWhole: boolean): ConfigFile | null {
  if (!isWhole) return null;
  const text = head.toString('utf8').replace(/^\uFEFF/, '');
  return { root: path === rootConfigName ? parseRootConfig(text) : null, reading: parseConfig(text, path) };
}

/**
 * Finds the project in `root` as the tool does
 * (https://github.com/MrLesk/Backlog.md/blob/main/src/utils/backlog-directory.ts): by `backlog.config.yml`, else by a
 * folder `backlog` or `.backlog` with a configuration. One with tasks alone will do as well; any other is something
 * else. One that a link leads out to counts last, so that somebody says why nothing of it is read.
 */
export function findLayout(root: string, configs: KnownFiles<ConfigFile>): BacklogLayout | null {
  const rootConfig = configs.look(rootConfigName).value?.root ?? null;
  if (rootConfig === null) return findFolder(root, configs);
  const folder = rootConfig.directory ?? findFolder(root, configs)?.folder ?? null;
  return folder === null ? null : { folder, leadsOut: stateOf(root, folder) === 'outside', config: rootConfigName };
}

function findFolder(root: string, configs: KnownFiles<ConfigFile>): BacklogLayout | null {
  const folders = ['backlog', '.backlog'].map((folder) => ({ folder, leadsOut: stateOf(root, folder) === 'outside' }));
  const inside = folders.filter(({ leadsOut }) => !leadsOut);
  for (const each of inside) {
    for (const name of configNames) {
      const config = `${each.folder}/${name}`;
      if (configs.look(config).isThere) return { ...each, config };
    }
  }
  const found = inside.find(({ folder }) => holdsTasks(root, folder)) ?? folders.find(({ leadsOut }) => leadsOut);
  return found === undefined ? null : { ...found, config: null };
}

/** Every file that tells of the configuration, there or not, relative to the home. */
export const configFiles = (folder: string): readonly string[] => [
  rootConfigName,
  ...configNames.map((name) => `${folder}/${name}`),
];

function holdsTasks(root: string, folder: string): boolean {
  const tasks = `${folder}/tasks`;
  const state = stateOf(root, tasks);
  return state === 'outside' || (state !== 'missing' && isFolder(join(root, tasks)));
}

const stateOf = (root: string, folder: string): RootFolder['state'] =>
  findRootFolders(root, [folder])[0]?.state ?? 'missing';

/** Follows a link, so only where it does not lead out. */
function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
