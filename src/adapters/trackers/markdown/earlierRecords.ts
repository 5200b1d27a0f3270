/** Answers for going on from what an earlier run read: its records without reading their files. */
import type { Issue, RecordProblem } from '../../../domain/issue';
import type { EarlierReading } from '../../../ports/tracker';
import type { Checkpoint } from './checkpoint';
import type { Base } from './look';
import type { MarkdownFormat } from './format';
import type { KnownRecord } from './recordReader';
import type { FolderLook, FolderLooks } from './scan';

/**
 * The records of an earlier reading by path. Those with a stamp in the checkpoint carry it, for the others git has to
 * vouch. Problems of folders are no records: the next look finds them anew where they still are.
 */
export function earlierRecords(
  earlier: EarlierReading,
  checkpoint: Checkpoint,
  format: MarkdownFormat,
): Map<string, KnownRecord> {
  const stamps = new Map(checkpoint.again);
  const records = new Map<string, KnownRecord>();
  const put = (path: string, issue: Issue | null, problem: RecordProblem | null): void => {
    const stamp = stamps.get(path) ?? null;
    records.set(path, { path, stamp, racy: false, isLink: stamp?.includes('>') === true, issue, problem });
  };
  for (const issue of earlier.issues) if (issue.location !== null) put(issue.location.path, issue, null);
  for (const problem of earlier.problems) {
    const { path } = problem;
    if (path !== null && isRecordOf(format, path)) put(path, records.get(path)?.issue ?? null, problem);
  }
  for (const [path, stamp] of stamps) if (stamp !== null && !records.has(path)) put(path, null, null);
  return records;
}

const isRecordOf = (format: MarkdownFormat, path: string): boolean =>
  format.folders.some((folder) => path.startsWith(`${folder}/`)) && format.isRecord(path);

/** Null where git told nothing at the earlier look. */
export function earlierBase({ problems }: EarlierReading, { head, again, unseen }: Checkpoint): Base | null {
  if (head === null) return null;
  // One without a line can be that of a folder with a record's name, and git tells nothing of folders.
  const doubtful = problems.flatMap(({ path, line }) => (path !== null && line === null ? [path] : []));
  return { head, again: new Set([...again.map(([path]) => path), ...doubtful]), unseen };
}

export function earlierFolders({ folders }: Checkpoint): FolderLooks {
  const looks = new Map<string, FolderLook & { readonly below: string[] }>();
  for (const [path, stamp] of folders) looks.set(path, { stamp, below: [], error: null });
  for (const [path] of folders) {
    const at = path.lastIndexOf('/');
    if (at !== -1) looks.get(path.slice(0, at))?.below.push(path.slice(at + 1));
  }
  return looks;
}
