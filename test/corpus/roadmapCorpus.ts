/** Answers for the roadmap part of the corpus: every real file is read, and says what its raw text says. */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { roadmapTracker } from '../../src/adapters/trackers/roadmap';
import { describeFailure } from '../../src/domain/failure';
import type { Issue } from '../../src/domain/issue';
import type { SourceReading, TrackerSource } from '../../src/ports/tracker';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';
import type { Check } from './beadsCorpus';

const run = promisify(execFile);
const never = new AbortController().signal;

/** Checks every archive of a tree below `folder` and returns how many records were read. */
export async function checkRoadmap(folder: string, check: Check): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.tgz')).sort();
  let records = 0;
  for (const name of names) {
    const root = await mkdtemp(join(tmpdir(), 'corpus-roadmap-'));
    try {
      await run('tar', ['-xzf', join(folder, name), '-C', root]);
      records += await checkTree(name, root, check);
    } finally {
      await rm(root, { recursive: true });
    }
  }
  return records;
}

async function checkTree(name: string, root: string, check: Check): Promise<number> {
  const raw = await rawRecords(root);
  const reading = await readTree(root);
  const { issues, problems } = reading;
  check(`${name}: ${raw.length} records are read`, issues.length === raw.length && raw.length > 0, `${issues.length}`);
  check(`${name}: no record is a problem`, problems.length === 0, JSON.stringify(problems[0]));
  const counted = (statuses: readonly string[]): string =>
    JSON.stringify(
      [...new Set(statuses)].sort().map((status) => [status, statuses.filter((s) => s === status).length]),
    );
  const [ours, theirs] = [
    counted(issues.map((issue) => issue.trackerStatus)),
    counted(raw.map(({ status }) => status)),
  ];
  check(`${name}: as many of each status as the raw text has: ${theirs}`, ours === theirs, ours);
  const differing = raw.flatMap((record) => differences(record, issues));
  check(`${name}: each says what its raw text says`, differing.length === 0, differing.slice(0, 5).join('; '));
  await checkArchive(name, root, raw, check);
  return issues.length;
}

/** What a look at the lines tells, without a YAML parser. */
interface RawRecord {
  readonly path: string;
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly phase: string | null;
  readonly assignee: string | null;
  readonly labels: readonly string[];
  readonly created: number;
  readonly updated: number;
}

async function rawRecords(root: string): Promise<readonly RawRecord[]> {
  const names = await readdir(join(root, '.roadmap'), { recursive: true });
  const paths = names.filter((name) => name.endsWith('.md')).map((name) => `.roadmap/${name}`);
  return await Promise.all(
    paths.sort().map(async (path) => {
      const [, front = ''] = (await readFile(join(root, path), 'utf8')).split(/^---\n/m);
      const line = (key: string): string => new RegExp(`^${key}: (.*(?:\\n  .*)*)`, 'm').exec(front)?.[1] ?? '';
      const text = (key: string): string =>
        line(key)
          .replace(/\n +/g, ' ')
          .replace(/^'(.*)'$/, '$1')
          .replaceAll("''", "'");
      const orNull = (value: string): string | null => (['', 'null', 'backlog'].includes(value) ? null : value);
      return {
        path,
        id: text('id'),
        title: text('title'),
        status: text('archived') === 'true' ? 'archived' : text('status'),
        phase: orNull(text('milestone')),
        assignee: orNull(text('assignee')),
        labels: (/^labels:\n((?:- .*\n)*)/m.exec(front)?.[1] ?? '').split('\n').flatMap((item) => item.slice(2) || []),
        created: Date.parse(text('created').slice(0, 23) + 'Z'),
        updated: Date.parse(text('updated').slice(0, 23) + 'Z'),
      };
    }),
  );
}

function differences(raw: RawRecord, issues: readonly Issue[]): readonly string[] {
  const issue = issues.find(({ location }) => location?.path === raw.path);
  if (issue === undefined) return [`${raw.path} was not read`];
  const ours = {
    path: raw.path,
    id: issue.id,
    title: issue.title,
    status: issue.trackerStatus,
    phase: issue.phase,
    assignee: issue.assignees[0] ?? null,
    labels: issue.labels,
    created: issue.createdAtMs,
    updated: issue.updatedAtMs,
  };
  const [mine, theirs] = [JSON.stringify(ours), JSON.stringify(raw)];
  return mine === theirs ? [] : [`${mine} instead of ${theirs}`];
}

/** Archiving every one of them changes two values and nothing else. */
async function checkArchive(name: string, root: string, raw: readonly RawRecord[], check: Check): Promise<void> {
  const source = await sourceOf(root);
  const before = await readTree(root);
  const damaged: string[] = [];
  for (const { path } of raw) {
    const text = await readFile(join(root, path), 'utf8');
    const issue = before.issues.find(({ location }) => location?.path === path);
    const written = issue === undefined ? undefined : await source.writer?.archive(issue);
    if (written?.ok !== true) {
      damaged.push(`${path}: ${written === undefined ? 'no writer' : describeFailure(written.error)}`);
      continue;
    }
    const now = await readFile(join(root, written.value.location.path), 'utf8');
    const unmarked = (content: string): string =>
      content.replace(/^archived: \w+\n/m, '').replace(/^updated: .*$/m, 'updated:');
    if (unmarked(now) !== unmarked(text) || !/^archived: true$/m.test(now)) damaged.push(path);
  }
  const after = await readTree(root);
  check(`${name}: archiving changes two values of each and nothing else`, damaged.length === 0, damaged.join('; '));
  check(
    `${name}: all are archived then`,
    after.issues.length === raw.length && after.issues.every(({ trackerStatus }) => trackerStatus === 'archived'),
  );
}

async function sourceOf(root: string): Promise<TrackerSource> {
  const tracker = roadmapTracker({ clock: new FakeClock(), log: new FakeLog(), changes: null });
  const [source] = await tracker.discover({ root, name: 'corpus' }, never);
  if (source === undefined) throw new Error('no source');
  return source;
}

async function readTree(root: string): Promise<SourceReading> {
  const result = await (await sourceOf(root)).read(never);
  if (!result.ok) throw new Error(describeFailure(result.error));
  return result.value;
}
