/** Measures reading 10,000 roadmap files in a real repository: all of them, and the one that changed, beside git itself. */
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { load } from 'js-yaml';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { GitChangeReader } from '../../src/adapters/git/workTreeChanges';
import { findProgram } from '../../src/adapters/process/programPath';
import { roadmapTracker } from '../../src/adapters/trackers/roadmap';
import type { TrackerSource } from '../../src/ports/tracker';
import { buildStoreWorker } from '../fakes/buildStoreWorker';
import { FakeLog } from '../fakes/fakeLog';
import { GitSandbox } from '../fakes/gitRepository';
import { projectRoot } from '../rig/paths';
import { median, printFigures, type Figure } from './figure';
import type { FirstSync } from './firstSync';
import { isolateGit } from './isolatedGit';
import { makeRoadmapRepository, retitle, type RoadmapRepository } from './roadmapRepository';

const run = promisify(execFile);

const count = 10_000;
const changeRounds = 21;
const wholeRounds = 7;
const processRounds = 5;
const of = `${count.toLocaleString('en')} roadmap files`;

/** Needs a production build. */
export async function* benchMarkdown(): AsyncGenerator<Figure> {
  const sandbox = await GitSandbox.create('bench');
  const restore = isolateGit(sandbox);
  try {
    const made = await makeRoadmapRepository(sandbox, count);
    const all = await measureFirstRead(made);
    yield all;
    yield* measureChanges(made, all.value);
    yield* measureProcess(made, path.join(sandbox.folder, 'cache'));
    yield* await measureBlock(made, sandbox);
  } finally {
    restore();
    await sandbox.dispose();
  }
}

async function newSource(root: string): Promise<TrackerSource> {
  const tracker = roadmapTracker({
    changes: new GitChangeReader(() => findProgram('git', process.env)),
    clock: systemClock,
    log: new FakeLog(),
  });
  const [source] = await tracker.discover({ root, name: 'shop' }, new AbortController().signal);
  if (source === undefined) throw new Error('the roadmap was not found');
  return source;
}

/** @throws unless all are there, and the first issue of that title is (where one is given). */
async function read(source: TrackerSource, title: string | null = null): Promise<void> {
  const result = await source.read(new AbortController().signal);
  if (!result.ok) throw new Error(`the roadmap could not be read: ${result.error.kind}`);
  const { issues, problems } = result.value;
  if (issues.length !== count || problems.length > 0) {
    throw new Error(`${issues.length} issues and ${problems.length} problems were read`);
  }
  if (title !== null && !issues.some((issue) => issue.title === title)) throw new Error('the change was not read');
}

async function timed(action: () => unknown): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** The same two in turns, so that both have the machine as it is; each goes first every other time. */
async function inTurns(
  rounds: number,
  ours: () => unknown,
  yardstick: () => unknown,
  before: (round: number) => unknown = () => undefined,
): Promise<{ readonly ours: number; readonly yardstick: number }> {
  const times = { ours: [] as number[], yardstick: [] as number[] };
  // The first round warms the machine's caches, which is no measurement.
  for (let round = 0; round <= rounds; round++) {
    await before(round);
    const first = round % 2 === 0 ? await timed(ours) : null;
    const yardstickMs = await timed(yardstick);
    const oursMs = first ?? (await timed(ours));
    if (round === 0) continue;
    times.ours.push(oursMs);
    times.yardstick.push(yardstickMs);
  }
  return { ours: median(times.ours), yardstick: median(times.yardstick) };
}

async function measureFirstRead({ repository, files }: RoadmapRepository): Promise<Figure> {
  const yardstick = (): void => {
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      load(text.slice(text.indexOf('\n') + 1, text.indexOf('\n---\n') + 1));
    }
  };
  const ours = async (): Promise<void> => read(await newSource(repository.root));
  const times = await inTurns(wholeRounds, ours, yardstick);
  return {
    figure: `first read of ${of}`,
    value: times.ours,
    unit: 'ms',
    yardstick: { name: 'readFileSync and js-yaml load', value: times.yardstick },
    target: '1.2x',
    note: 'The yardstick is told which files there are; ours looks for them, and asks git where it stands.',
  };
}

async function* measureChanges(made: RoadmapRepository, allMs: number | null): AsyncGenerator<Figure> {
  const { repository, files } = made;
  const [file = ''] = files.slice(count / 2);
  const git = (...args: readonly string[]): Promise<unknown> =>
    run('git', args, {
      cwd: repository.root,
      maxBuffer: 1 << 26,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    });
  const head = async (): Promise<string> => (await repository.git('rev-parse', 'HEAD')).trim();
  const source = await newSource(repository.root);
  await read(source);

  const measure = async (what: string, commit: boolean): Promise<Figure> => {
    let since = await head();
    let title = '';
    const change = async (round: number): Promise<void> => {
      since = await head();
      title = `Changed in round ${round}, ${what}`;
      await retitle(file, title);
      if (commit) await repository.git('commit', '--quiet', '--all', '--message', title);
    };
    const yardstick = async (): Promise<void> => {
      await git('diff', '--name-status', '-z', since, 'HEAD', '--', '.roadmap');
      await git('status', '--porcelain=v2', '-z', '--', '.roadmap');
    };
    const times = await inTurns(changeRounds, () => read(source, title), yardstick, change);
    return {
      figure: `list of ${of}, one changed (${what})`,
      value: times.ours,
      unit: 'ms',
      yardstick: { name: 'git diff, then git status', value: times.yardstick },
      target: '2x',
      note: 'A warm engine; the yardstick is `git diff --name-status` and then `git status`, run by hand as two processes, one after the other.',
    };
  };
  const edited = await measure('an edit', false);
  yield edited;
  await repository.git('commit', '--quiet', '--all', '--message', 'the edit');
  await read(source);
  yield await measure('a commit', true);
  if (allMs === null || edited.value === null) return;
  yield {
    figure: `reading and parsing all of ${of}`,
    value: allMs,
    unit: 'ms',
    yardstick: { name: 'list, one changed (an edit)', value: edited.value },
    target: '',
    note: 'Here a large ratio is good; two processes of git put its ceiling at about 25.',
  };
}

async function* measureProcess({ repository }: RoadmapRepository, cache: string): AsyncGenerator<Figure> {
  const node = (...args: readonly string[]): void => {
    const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error(`node ${args[0] ?? ''} ended with ${status ?? 'a signal'}`);
  };
  const cli = path.join(projectRoot, 'dist', 'cli.js');
  const context = (folder: string): void => {
    node(cli, 'context', repository.root, '--json', '--cache', folder);
  };
  const bare = (): void => {
    node('-e', '0');
  };
  const figure = async (name: string, place: (round: number) => string): Promise<Figure> => {
    let round = 0;
    const times = await inTurns(
      processRounds,
      () => {
        context(place(round++));
      },
      bare,
    );
    return {
      figure: `context-scout context, ${of}, ${name}`,
      value: times.ours,
      unit: 'ms',
      yardstick: { name: 'node -e 0', value: times.yardstick },
      target: '',
      note: 'Whole processes, from start to end.',
    };
  };
  // The unmeasured first round fills the cache.
  yield await figure('from the cache', () => cache);
  yield await figure('filling a new cache', (round) => `${cache}-${round}`);
}

async function measureBlock({ repository }: RoadmapRepository, sandbox: GitSandbox): Promise<readonly Figure[]> {
  const built = await buildStoreWorker();
  try {
    const program = await built.bundle(new URL('firstSync.ts', import.meta.url), 'firstSync');
    const runs: FirstSync[] = [];
    for (let round = 0; round < processRounds; round++) {
      const cache = path.join(sandbox.folder, `first-sync-${round}`);
      const { stdout } = await run(process.execPath, [program, repository.root, cache]);
      const measured = JSON.parse(stdout) as FirstSync;
      if (measured.issues !== count) throw new Error(`the first sync found ${measured.issues} issues`);
      runs.push(measured);
    }
    const figure = (name: string, key: 'readBlockMs' | 'rememberBlockMs'): Figure => ({
      figure: `longest block of the thread, ${name} of ${of}`,
      value: median(runs.map((each) => each[key])),
      unit: 'ms',
      yardstick: null,
      target: '20 ms',
      note: 'The extension’s wiring in a fresh plain Node, with the real store and git; the time between two turns of the event loop, noted by a chain of setImmediate.',
    });
    return [figure('first sync', 'readBlockMs'), figure('remembering the first sync', 'rememberBlockMs')];
  } finally {
    await built.remove();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  void (async () => {
    const figures: Figure[] = [];
    for await (const figure of benchMarkdown()) figures.push(figure);
    printFigures(figures);
  })();
}
