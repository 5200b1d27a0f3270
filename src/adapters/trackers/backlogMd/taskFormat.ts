/** Answers for Backlog.md's records as markdown files: which files they are, and how each is read. */
import { createHash } from 'node:crypto';
import type { MarkdownFormat } from '../markdown/format';
import type { BacklogConfig } from './config';
import { configFiles } from './layout';
import { milestoneFolders, type Milestones } from './milestones';
import { decodeTask, type RecordPlace } from './record';

export const backlogKind = 'backlog';

/** Moves when {@link decodeTask} gives other facts for the same file. */
const decoderVersion = 2;

const places: readonly RecordPlace[] = ['tasks', 'completed', 'drafts'];

/**
 * What lies directly in `tasks`, `completed` and `drafts` is read, by the names the tool looks for. `archive` is not:
 * the tool gives its ids away anew, so a task of the archive must neither answer for one nor make it ambiguous.
 * @param folder the one that holds `tasks`, relative to the home
 */
export function taskFormat(folder: string, config: BacklogConfig, milestones: Milestones): MarkdownFormat {
  const { titles, paths } = milestones;
  const settings = JSON.stringify([folder, config, [...titles]]);
  const taskName = taskNamePattern(config.taskPrefix);
  return {
    kind: backlogKind,
    label: 'Backlog.md',
    // Milestones are no records: their folders are here to be watched.
    folders: [...places.map((place) => `${folder}/${place}`), ...milestoneFolders(folder)],
    settings: [...configFiles(folder), ...paths],
    version: `${decoderVersion} ${createHash('sha256').update(settings).digest('base64')}`,
    isRecord(path) {
      const place = placeOf(folder, path);
      if (place === null) return false;
      const name = path.slice(path.lastIndexOf('/') + 1);
      return place === 'drafts' ? /^draft-.*\.md$/.test(name) : taskName.test(name);
    },
    decode(record) {
      const place = placeOf(folder, record.path);
      return place === null ? { kind: 'nothing' } : decodeTask(record, place, { config, milestones: titles });
    },
  };
}

/** The place a file lies directly in; null for any other. */
function placeOf(folder: string, path: string): RecordPlace | null {
  return (
    places.find(
      (place) => path.lastIndexOf('/') === `${folder}/${place}`.length && path.startsWith(`${folder}/${place}/`),
    ) ?? null
  );
}

/** Without a configured prefix, those of older projects are taken too, where a number follows. */
const taskNamePattern = (prefix: string | null): RegExp =>
  prefix === null ? /^(?:task-.*|(?!draft-|doc-|decision-)[a-z]+-\d.*)\.md$/ : new RegExp(`^${prefix}-.*\\.md$`);
