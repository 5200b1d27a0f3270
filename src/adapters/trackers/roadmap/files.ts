/** Answers for where roadmap issues lie and what their paths say. */

/** The folder in a repository that makes it one with a roadmap. */
export const roadmapFolder = '.roadmap';

/** Where issues are worked on, and where they are put away: a folder a milestone in each. */
export const issuesFolder = '.roadmap/issues';
export const archiveFolder = '.roadmap/archive/issues';

/** The folder of issues without a milestone. */
export const backlogFolder = 'backlog';

export interface RecordName {
  /** The eight hexadecimal digits the file name begins with; null when it does not. */
  readonly id: string | null;
  /** The rest of the name as words; null when there is none. */
  readonly words: string | null;
  /** The folder below `issues`; null for the backlog's and for files in none. */
  readonly folder: string | null;
  /** Whether it is among those put away. */
  readonly archived: boolean;
}

/** What the path of a record says. @param path relative to the home, with forward slashes */
export function recordName(path: string): RecordName {
  const archived = path.startsWith(`${archiveFolder}/`);
  const parts = path.slice((archived ? archiveFolder : issuesFolder).length + 1).split('/');
  const stem = (parts.at(-1) ?? '').replace(/\.md$/i, '');
  const id = /^[0-9a-f]{8}(?![0-9a-z])/i.exec(stem)?.[0] ?? null;
  const words = (id === null ? stem : stem.slice(id.length)).replace(/[-_\s]+/g, ' ').trim();
  const folder = parts.length > 1 ? (parts[0] ?? null) : null;
  return {
    id,
    words: words === '' ? null : words,
    folder: folder === null || isBacklog(folder) ? null : folder,
    archived,
  };
}

export const isBacklog = (milestone: string): boolean => milestone.toLowerCase() === backlogFolder;

const noRecord = /^(?:readme|index|template)\.md$|^[._]|\.template\.md$/i;

/** A file that begins with an id is an issue whatever else its name says. */
export function isRecordPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.md$/i.test(name) && (recordName(path).id !== null || !noRecord.test(name));
}
