/** Answers for roadmap markdown as a tracker: a repository with a `.roadmap` folder of issues is one source. */
import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangeReader } from '../../../ports/changeReader';
import type { Clock } from '../../../ports/clock';
import type { Log } from '../../../ports/log';
import type { Tracker } from '../../../ports/tracker';
import type { MarkdownFormat } from '../markdown/format';
import { MarkdownSource } from '../markdown/markdownSource';
import { findRootFolders } from '../markdown/rootFolders';
import { archiveFolder, isRecordPath, issuesFolder, roadmapFolder } from './files';
import { decodeRoadmapRecord, roadmapText } from './record';
import { roadmapRules } from './rules';
import { RoadmapWriter } from './writer';

export interface RoadmapOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Null where nothing is to be run: then all files are looked at each time. */
  readonly changes: ChangeReader | null;
  /** Names (lower case) of other statuses that count as done; a sensible list unless told. */
  readonly finishedNames?: readonly string[];
  /** Eight random hexadecimal digits. */
  readonly newId?: () => string;
}

/** How roadmap records are read; the version moves with the decoder. */
const roadmapFormat: MarkdownFormat = {
  kind: 'roadmap',
  label: 'Roadmap',
  folders: [issuesFolder, archiveFolder],
  settings: [],
  version: 'roadmap 3',
  isRecord: isRecordPath,
  decode: decodeRoadmapRecord,
  textIn: roadmapText,
};

/** Sources are kept between discoveries, and with them what is known of each file. */
export function roadmapTracker(options: RoadmapOptions): Tracker {
  const { clock, log, changes, finishedNames, newId = () => randomBytes(4).toString('hex') } = options;
  const rules = roadmapRules(finishedNames);
  const sources = new Map<string, MarkdownSource>();
  const writerOf = (root: string): RoadmapWriter => new RoadmapWriter(root, { clock, newId });
  return {
    kind: roadmapFormat.kind,
    signs: [roadmapFolder],
    starter: (home) => writerOf(home.root),
    async discover(home, signal) {
      signal.throwIfAborted();
      const key = JSON.stringify([home.root, home.name]);
      if (!(await isUsedIn(home.root))) {
        sources.delete(key);
        return [];
      }
      let source = sources.get(key);
      if (source === undefined) {
        const writer = writerOf(home.root);
        source = new MarkdownSource({ home, format: roadmapFormat, rules, changes, log, clock, writer });
        sources.set(key, source);
      }
      return [source];
    },
  };
}

/** A folder that a link leads out to counts, so that somebody says why nothing of it is read. It is not looked at. */
async function isUsedIn(root: string): Promise<boolean> {
  for (const { path, state } of findRootFolders(root, roadmapFormat.folders)) {
    if (state === 'outside' || (state !== 'missing' && (await isFolder(join(root, path))))) return true;
  }
  return false;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
