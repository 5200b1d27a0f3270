/** Answers for writing roadmap records: a new one, and one that is put away. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '../../../domain/failure';
import type { Issue } from '../../../domain/issue';
import { err, ok, type Result } from '../../../domain/result';
import type { Clock } from '../../../ports/clock';
import type { IssueDraft, IssueWriter, MarkOptions, WorkMark, WrittenIssue } from '../../../ports/tracker';
import { parseFrontMatter } from '../markdown/frontMatter';
import { editFrontMatter } from '../markdown/frontMatterEdit';
import { createRecord, makeFolder, moveRecord, readRecord, replaceRecord } from '../markdown/writeRecord';
import { withRecordLock } from '../markdown/writeRecordLock';
import { isPlain, type EditValue } from '../markdown/yamlText';
import { archiveFolder, backlogFolder, isBacklog, issuesFolder, recordName, roadmapFolder } from './files';
import { newRecord, oneLine, roadmapKeys } from './newRecord';
import { decodeRoadmapRecord } from './record';
import { archivedStatus, markedStatuses } from './rules';
import { folderSlug, slugOf } from './slug';

export interface WriterMeans {
  readonly clock: Clock;
  /** Eight random hexadecimal digits. */
  readonly newId: () => string;
}

/** Ids that are in use are rare among four thousand million. */
const mostTries = 100;

/** Writes below one home, whether there is a roadmap yet or not. */
export class RoadmapWriter implements IssueWriter {
  readonly perWorkTree = true;

  /** @param home absolute path */
  constructor(
    private readonly home: string,
    private readonly means: WriterMeans,
  ) {}

  /** `.roadmap/issues/<milestone or backlog>/<id>-<title>.md`, in the milestone's folder if there is one. */
  async create(draft: IssueDraft): Promise<Result<WrittenIssue, Failure>> {
    const title = oneLine(draft.title);
    if (title === '') return err({ kind: 'unusable', what: 'The title', advice: 'it is empty. Give the issue one.' });
    return await this.alone(async () => {
      const id = await this.unusedId();
      const folder = await this.folderOf(draft.phase);
      const path = `${issuesFolder}/${folder}/${id}-${slugOf(title) ?? 'untitled'}.md`;
      const text = newRecord(id, title, draft, this.means.clock.nowMs());
      const written = await createRecord({ home: this.home, path }, Buffer.from(text, 'utf8'));
      return written.ok ? ok(at(id, path)) : written;
    });
  }

  /**
   * Marks the record as archived and moves it to the folder of that name in the archive. Ended in between, it is
   * archived where it is, and archiving it again moves it.
   */
  async archive(issue: Issue): Promise<Result<WrittenIssue, Failure>> {
    const path = issue.location?.path;
    if (path === undefined) return err({ kind: 'unusable', what: issue.id, advice: 'no file is known for it.' });
    if (path.startsWith(`${archiveFolder}/`)) return err(refused(path, 'it is archived already.'));
    if (!path.startsWith(`${issuesFolder}/`)) return err(refused(path, `it is not in ${issuesFolder}.`));
    return await this.alone(async () => {
      const place = { home: this.home, path };
      const before = await readRecord(place);
      if (!before.ok) return before;
      const found = statusIn(path, before.value);
      if (found?.id !== issue.id) return err(refused(path, `it is not the record of ${issue.id} any more. Try again.`));
      const target = `${archiveFolder}/${path.slice(issuesFolder.length + 1)}`;
      if (found.trackerStatus !== archivedStatus) {
        const free = await this.isFree(target);
        if (!free.ok) return free;
        const changes = new Map<string, EditValue>([
          ['archived', true],
          ['updated', { atMs: this.means.clock.nowMs() }],
        ]);
        const after = editFrontMatter(before.value, changes, { what: path, keyOrder: roadmapKeys });
        if (!after.ok) return after;
        const replaced = await replaceRecord(place, before.value, after.value);
        if (!replaced.ok) return replaced;
      }
      const moved = await moveRecord(place, target);
      return moved.ok ? ok(at(issue.id, target)) : moved;
    });
  }

  async mark(issue: Issue, as: WorkMark, options?: MarkOptions): Promise<Result<void, Failure>> {
    const path = issue.location?.path;
    if (path === undefined) return err({ kind: 'unusable', what: issue.id, advice: 'no file is known for it.' });
    if (!path.startsWith(`${issuesFolder}/`)) return err(refused(path, `it is not in ${issuesFolder}.`));
    return await this.alone(async () => {
      const place = { home: this.home, path };
      const before = await readRecord(place);
      if (!before.ok) return before;
      if (statusIn(path, before.value)?.id !== issue.id)
        return err(refused(path, `it is not the record of ${issue.id} any more. Try again.`));
      const changes = new Map<string, EditValue>([
        ['status', markedStatuses[as]],
        ['updated', { atMs: this.means.clock.nowMs() }],
      ]);
      const assignee = options?.assignee ?? null;
      if (assignee !== null && issue.assignees.length === 0) changes.set('assignee', assignee);
      const after = editFrontMatter(before.value, changes, { what: path, keyOrder: roadmapKeys });
      if (!after.ok) return after;
      return await replaceRecord(place, before.value, after.value);
    });
  }

  private async alone<T>(action: () => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> {
    const made = await makeFolder({ home: this.home, path: roadmapFolder });
    return made.ok ? await withRecordLock(join(this.home, roadmapFolder), roadmapFolder, action) : made;
  }

  /** Asked before the record is marked, so that nothing is changed where the move would be refused. */
  private async isFree(path: string): Promise<Result<void, Failure>> {
    const there = await readRecord({ home: this.home, path });
    if (there.ok) return err(refused(path, 'something of that name is already there. Rename it first.'));
    return there.error.kind === 'notFound' ? ok(undefined) : there;
  }

  /** One that no parser takes for a number, and that no file begins with. */
  private async unusedId(): Promise<string> {
    const used = new Set(await this.usedIds());
    for (let tries = 0; tries < mostTries; tries++) {
      const id = this.means.newId();
      if (/^[0-9a-f]{8}$/.test(id) && !/^\d+(?:e\d+)?$/.test(id) && isPlain(id) && !used.has(id)) return id;
    }
    throw new Error(`no new id in ${mostTries} tries`);
  }

  private async usedIds(): Promise<readonly string[]> {
    const names = await Promise.all(
      [issuesFolder, archiveFolder].map((folder) =>
        readdir(join(this.home, folder), { recursive: true }).catch(() => []),
      ),
    );
    return names.flat().flatMap((name) => {
      const { id } = recordName(`${issuesFolder}/${name.replaceAll('\\', '/')}`);
      return id === null ? [] : [id.toLowerCase()];
    });
  }

  private async folderOf(phase: string | null): Promise<string> {
    const name = oneLine(phase ?? '');
    if (name === '' || isBacklog(name)) return backlogFolder;
    const slug = folderSlug(name) ?? 'milestone';
    const entries = await readdir(join(this.home, issuesFolder), { withFileTypes: true }).catch(() => []);
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    return folders.find((each) => each === name) ?? folders.find((each) => folderSlug(each) === slug) ?? slug;
  }
}

/** Null when the file is no record any more. */
function statusIn(path: string, content: Buffer): Pick<Issue, 'id' | 'trackerStatus'> | null {
  const parsed = parseFrontMatter(content);
  if (parsed.kind !== 'fields') return null;
  const decoded = decodeRoadmapRecord({ path, frontMatter: parsed.frontMatter });
  return decoded.kind === 'issue' ? decoded.facts : null;
}

const at = (id: string, path: string): WrittenIssue => ({ id, location: { path, line: 1 } });
const refused = (path: string, advice: string): Failure => ({ kind: 'unusable', what: path, advice });
