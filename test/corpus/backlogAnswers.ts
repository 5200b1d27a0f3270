/** Answers for what the Backlog.md command line says of tasks, and for comparing it with what is read here. */
import { backlogMdTracker } from '../../src/adapters/trackers/backlogMd';
import { describeFailure } from '../../src/domain/failure';
import type { RecordProblem } from '../../src/domain/issue';
import type { EvaluatedIssue } from '../../src/domain/readiness';
import { ReadinessIndex } from '../../src/domain/readinessIndex';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';

/** One task of `backlog task list --json`, as far as it is compared. */
export interface ListedTask {
  /** In upper case. */
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly type: string | null;
  readonly priority: string | null;
  readonly assignees: readonly string[];
  readonly reporter: string | null;
  readonly labels: readonly string[];
  /** As written in the task: an id or a name. */
  readonly milestone: string | null;
  readonly parentTaskId: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly isReady: boolean;
}

export interface ListedTasks {
  readonly tasks: readonly ListedTask[];
}

export interface ReadProject {
  /** Those in `tasks/`, which are the ones the list has. */
  readonly active: readonly EvaluatedIssue[];
  readonly all: readonly EvaluatedIssue[];
  readonly problems: readonly RecordProblem[];
}

const never = new AbortController().signal;

/** Reads the project in `root` with the tool's own words for done: the last status and no other. */
export async function readProject(root: string): Promise<ReadProject> {
  const tracker = backlogMdTracker({ clock: new FakeClock(), log: new FakeLog(), changes: null, finishedNames: [] });
  const [source] = await tracker.discover({ root, name: 'corpus' }, never);
  const result = await source?.read(never);
  if (source === undefined || result === undefined) throw new Error(`no source in ${root}`);
  if (!result.ok) throw new Error(describeFailure(result.error));
  const { issues, problems } = result.value;
  const index = new ReadinessIndex();
  index.setSource({ id: source.id, aliases: [], rules: source.rules, issues });
  index.flush(0);
  const all = index.all();
  return { all, active: all.filter(({ issue }) => /\/tasks\/[^/]*$/.test(issue.location?.path ?? '')), problems };
}

/** True as `isReady` of the tool is: for whatever is neither done nor blocked, in progress included. */
export const isReady = ({ status }: EvaluatedIssue): boolean => status !== 'done' && status !== 'blocked';

const minuteMs = 60_000;
const priorities: ReadonlyMap<string, number> = new Map([
  ['high', 1],
  ['medium', 2],
  ['low', 3],
]);

/** The task in words that {@link ourFacts} uses as well. The tool cuts some times off at the minute. */
export function theirFacts(task: ListedTask, phases: ReadonlyMap<string, string>): string {
  const minuteOf = (date: string | null): number | null => {
    const atMs = Date.parse(date ?? '');
    return Number.isNaN(atMs) ? null : Math.floor(atMs / minuteMs);
  };
  return JSON.stringify({
    id: task.id,
    title: task.title,
    status: task.status.trim() === '' ? 'No Status' : task.status.trim(),
    type: task.type,
    priority: priorities.get(task.priority ?? '') ?? null,
    assignees: task.assignees,
    reporter: task.reporter,
    labels: task.labels,
    phase: task.milestone === null ? null : (phases.get(task.milestone.toLowerCase()) ?? task.milestone),
    parent: canonical(task.parentTaskId),
    created: minuteOf(task.createdAt),
    updated: minuteOf(task.updatedAt),
    isReady: task.isReady,
  });
}

export function ourFacts(evaluated: EvaluatedIssue): string {
  const { issue } = evaluated;
  const minuteOf = (atMs: number | null): number | null => (atMs === null ? null : Math.floor(atMs / minuteMs));
  return JSON.stringify({
    id: issue.id.toUpperCase(),
    title: issue.title,
    status: issue.trackerStatus,
    type: issue.type,
    priority: issue.priority,
    assignees: issue.assignees,
    reporter: issue.author,
    labels: issue.labels,
    phase: issue.phase,
    parent: canonical(issue.edges.find(({ kind }) => kind === 'parent_task_id')?.id ?? null),
    created: minuteOf(issue.createdAtMs),
    updated: minuteOf(issue.updatedAtMs),
    isReady: isReady(evaluated),
  });
}

/** However a parent is written, the tool and the context mean the same task. */
const canonical = (id: string | null): string | null => id?.toUpperCase().replace(/(?<=[-.])0+(?=\d)/g, '') ?? null;

/** What one list has and the other has not; empty when they are the same but for their order. */
export function differences(ours: readonly string[], theirs: readonly string[]): readonly string[] {
  const left = [...theirs];
  const surplus = ours.filter((each) => {
    const at = left.indexOf(each);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
  return [...surplus.map((each) => `ours:   ${each}`), ...left.map((each) => `theirs: ${each}`)];
}
