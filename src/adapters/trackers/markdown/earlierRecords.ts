/** Answers for going on from what an earlier run read: its records without reading their files. */
import type { Issue, RecordProblem } from '../../../domain/issue';
import type { EarlierReading } from '../../../ports/tracker';
import type { Checkpoint } from './checkpoint';
import type { Base } from './look';
import type { KnownRecord } from './recordReader';
import type { FolderLook, FolderLooks } from './scan';

/**
 * The records of an earlier reading by path. Those with a stamp in the checkpoint carry it, for the others git has to
 * vouch.
 */
export function earlierRecords(earlier: EarlierReading, checkpoint: Checkpoint): Map<string, KnownRecord> {
  const stamps = new Map(checkpoint.again);
  const records = new Map<string, KnownRecord>();
  const put = (path: string, issue: Issue | null, problem: RecordProblem | null): void => {
    const stamp = stamps.get(path) ?? null;
    records.set(path, { path, stamp, racy: false, isLink: stamp?.includes('>') === true, issue, problem });
  };
  for (const issue of earlier.issues) if (issue.location !== null) put(issue.location.path, issue, null);
  for (const problem of earlier.problems) {
    if (problem.path !== null) put(problem.path, records.get(problem.path)?.issue ?? null, problem);
  }
  for (const [path, stamp] of stamps) if (stamp !== null && !records.has(path)) put(path, null, null);
  return records;
}

/** Null where git told nothing at the earlier look. */
export const earlierBase = ({ head, again, unseen }: Checkpoint): Base | null =>
  head === null ? null : { head, again: new Set(again.map(([path]) => path)), unseen };

export function earlierFolders({ folders }: Checkpoint): FolderLooks {
  const looks = new Map<string, FolderLook & { readonly below: string[] }>();
  for (const [path, stamp] of folders) looks.set(path, { stamp, below: [], error: null });
  for (const [path] of folders) {
    const at = path.lastIndexOf('/');
    if (at !== -1) looks.get(path.slice(0, at))?.below.push(path.slice(at + 1));
  }
  return looks;
}
