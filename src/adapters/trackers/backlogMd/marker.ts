/** Answers for saying in a task of Backlog.md that somebody is at it, or no more: its status, and nothing else. */
import { join } from 'node:path';
import type { Failure } from '../../../domain/failure';
import type { Issue } from '../../../domain/issue';
import { err, type Result } from '../../../domain/result';
import type { IssueMarker, MarkOptions, WorkMark } from '../../../ports/tracker';
import { parseFrontMatter } from '../markdown/frontMatter';
import { editFrontMatter } from '../markdown/frontMatterEdit';
import { readRecord, replaceRecord } from '../markdown/writeRecord';
import { withRecordLock } from '../markdown/writeRecordLock';
import type { EditValue } from '../markdown/yamlText';
import type { BacklogConfig } from './config';
import { decodeTask } from './record';

/** The keys of a task as the tool orders them: https://github.com/MrLesk/Backlog.md/blob/main/src/markdown/serializer.ts */
const keyOrder = ['id', 'title', 'status', 'assignee'];

/** Names of statuses that mean under way, where there are several between the first and the last. */
const underWay = /progress|doing|wip|active|started|working/i;

interface BacklogPlace {
  /** Absolute path of the home. */
  readonly home: string;
  /** The backlog's own folder, relative to the home. */
  readonly folder: string;
  readonly config: BacklogConfig;
}

export class BacklogMarker implements IssueMarker {
  readonly perWorkTree = true;

  /** @param place as the project is laid out at the moment */
  constructor(private readonly place: () => BacklogPlace) {}

  async mark(issue: Issue, as: WorkMark, options?: MarkOptions): Promise<Result<void, Failure>> {
    const { home, folder, config } = this.place();
    const path = issue.location?.path;
    if (path === undefined) return err(refused(issue.id, 'no file is known for it.'));
    if (!path.startsWith(`${folder}/tasks/`)) return err(refused(path, `it is not in ${folder}/tasks.`));
    const status = statusFor(as, config.statuses);
    if (status === null) {
      const advice = `its configuration names no status between ${config.statuses.join(' and ')}. Add one.`;
      return err(refused(folder, advice));
    }
    return await withRecordLock(join(home, folder), folder, async () => {
      const place = { home, path };
      const before = await readRecord(place);
      if (!before.ok) return before;
      if (idIn(path, before.value, config) !== issue.id)
        return err(refused(path, `it is not the record of ${issue.id} any more. Try again.`));
      const changes = new Map<string, EditValue>([['status', status]]);
      const assignee = options?.assignee ?? null;
      if (assignee !== null && issue.assignees.length === 0) changes.set('assignee', [assignee]);
      const after = editFrontMatter(before.value, changes, { what: path, keyOrder });
      if (!after.ok) return after;
      return await replaceRecord(place, before.value, after.value);
    });
  }
}

/** Null where the project knows no such status. The first is open and the last is done; what is between is under way. */
function statusFor(as: WorkMark, statuses: readonly string[]): string | null {
  if (as === 'open') return statuses[0] ?? null;
  const between = statuses.slice(1, -1);
  return between.find((status) => underWay.test(status)) ?? between[0] ?? null;
}

/** Null when the file is no task any more. */
function idIn(path: string, content: Buffer, config: BacklogConfig): string | null {
  const parsed = parseFrontMatter(content);
  if (parsed.kind !== 'fields') return null;
  const decoded = decodeTask({ path, frontMatter: parsed.frontMatter }, 'tasks', { config, milestones: new Map() });
  return decoded.kind === 'issue' ? decoded.facts.id : null;
}

const refused = (what: string, advice: string): Failure => ({ kind: 'unusable', what, advice });
