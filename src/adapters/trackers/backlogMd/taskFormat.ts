/** Answers for Backlog.md's records as markdown files: which files they are, and how each is read. */
import { createHash } from 'node:crypto';
import type { MarkdownFormat } from '../markdown/format';
import type { BacklogConfig } from './config';
import { configFiles, type BacklogLayout } from './layout';
import { milestoneFolders, type Milestones } from './milestones';
import { decodeTask, type RecordPlace } from './record';

export const backlogKind = 'backlog';

/** Moves when {@link decodeTask} gives other facts for the same file. */
const decoderVersion = 4;

const places: readonly RecordPlace[] = ['tasks', 'completed', 'drafts'];

/**
 * What lies directly in `tasks`, `completed` and `drafts` is read, by the names the tool looks for. `archive` is not:
 * the tool gives its ids away anew, so a task of the archive must neither answer for one nor make it ambiguous.
 */
export function taskFormat(
  { folder, leadsOut }: Pick<BacklogLayout, 'folder' | 'leadsOut'>,
  config: BacklogConfig,
  milestones: Milestones,
): MarkdownFormat {
  const { titles, paths } = milestones;
  const settings = JSON.stringify([folder, config, [...titles]]);
  const taskName = taskNamePattern(config.taskPrefix);
  return {
    kind: backlogKind,
    label: 'Backlog.md',
    // Milestones are no records: their folders are here to be watched. Of one that leads out, one problem tells enough.
    folders: leadsOut ? [folder] : [...places.map((place) => `${folder}/${place}`), ...milestoneFolders(folder)],
    settings: [...configFiles(folder), ...paths],
    version: `${decoderVersion} ${createHash('sha256').update(settings).digest('base64')}`,
    isRecord(path) {
      const place = placeOf(folder, path);
      if (place === null) return false;
      return isNamedRight(path, place, taskName) || looksLikeTask.test(nameOf(path));
    },
    decode(record) {
      const place = placeOf(folder, record.path);
      if (place === null) return { kind: 'nothing' };
      if (!isNamedRight(record.path, place, taskName))
        return { kind: 'malformed', line: 1, why: wrongName(place, config) };
      return decodeTask(record, place, { config, milestones: titles });
    },
  };
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** By the name alone the tool takes a file for a task; these it leaves out, which nobody expects. */
const looksLikeTask = /^[a-z]+-\d.*\.md$/i;

const isNamedRight = (path: string, place: RecordPlace, taskName: RegExp): boolean =>
  (place === 'drafts' ? /^draft-.*\.md$/ : taskName).test(nameOf(path));

const wrongName = (place: RecordPlace, { taskPrefix }: BacklogConfig): string =>
  `is left out, as Backlog.md leaves it out: its name does not begin with ${place === 'drafts' ? 'draft' : (taskPrefix ?? 'task')}-; rename it`;

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
