import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { beadsTracker } from '../../../src/adapters/trackers/beads';
import type { CommandRunner } from '../../../src/ports/commandRunner';
import { describeFailure, type Failure } from '../../../src/domain/failure';
import type { SourceReading, TrackerSource } from '../../../src/ports/tracker';
import { fakeBd, noBd, smallRecordings, type FakeBd } from '../../fakes/bd/fakeBd';
import { FakeClock } from '../../fakes/fakeClock';

const never = new AbortController().signal;
const exportLine = '{"id":"tea-3","title":"From the file","status":"open"}\n';

let folder: string;
let root: string;
let clock: FakeClock;
let mode: string;
let bd: FakeBd;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bd-'));
  root = join(folder, 'tea');
  await mkdir(join(root, '.beads'), { recursive: true });
  clock = new FakeClock();
  mode = '';
  bd = fakeBd(smallRecordings, join(folder, 'calls'), () => mode);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function source(runner: CommandRunner | null = bd.runner, quickStart = false): Promise<TrackerSource> {
  const [found] = await beadsTracker({ clock, runner, quickStart }).discover({ root, name: 'tea' }, never);
  if (found === undefined) throw new Error('no source');
  return found;
}

async function read(from: TrackerSource): Promise<SourceReading> {
  const result = await from.read(never);
  if (!result.ok) throw new Error(describeFailure(result.error));
  return result.value;
}

async function fail(from: TrackerSource): Promise<Failure> {
  const result = await from.read(never);
  if (result.ok) throw new Error('it was read');
  return result.error;
}

const putExport = (text = exportLine): Promise<void> => writeFile(join(root, '.beads/issues.jsonl'), text);
const commands = (): readonly (string | undefined)[] =>
  bd
    .calls()
    .map(([command]) => command)
    .sort();
const saying = (stdout: string): CommandRunner => ({
  run: () => Promise.resolve({ ok: true, value: { stdout, stderr: '' } }),
});
const failing = (detail: string): CommandRunner => ({
  run: (program) => Promise.resolve({ ok: false, error: { kind: 'programFailed', program, exitCode: 1, detail } }),
});
const edges = ({ issues }: SourceReading): readonly string[] =>
  issues.flatMap(({ id, edges: own }) => own.map((edge) => `${id} ${edge.kind} ${edge.id}`)).sort();
const allEdges = [
  'tea-2 blocks tea-1',
  'tea-3 blocks tea-2',
  'tea-4 blocks tea-3',
  'tea-4 related tea-1',
  'tea-4.1 parent-child tea-4',
];

describe('a Beads source with bd', () => {
  it('reads the database, and says with which version', async () => {
    const reading = await read(await source());
    expect(reading.issues).toHaveLength(7);
    expect(edges(reading)).toEqual(allEdges);
    expect(reading).toMatchObject({ via: 'bd 0.46.0', problems: [] });
  });

  it('says where the export has an issue, and nothing for one that is not in it', async () => {
    await putExport(`\n${exportLine}`);
    const reading = await read(await source());
    expect(reading.issues.find(({ id }) => id === 'tea-3')).toMatchObject({
      title: 'Pour the water',
      location: { path: '.beads/issues.jsonl', line: 2 },
    });
    expect(reading.issues.find(({ id }) => id === 'tea-4')?.location).toBeNull();
  });

  it('understands an export that is a list in an envelope', async () => {
    mode = 'array-export';
    expect(edges(await read(await source()))).toEqual(allEdges);
  });

  it('goes by list and show where export is not known, with the same edges', async () => {
    mode = 'no-export';
    const reading = await read(await source());
    expect(reading.issues).toHaveLength(7);
    expect(edges(reading)).toEqual(allEdges);
    expect(commands()).toEqual(['export', 'list', 'show', 'version']);
  });

  it('takes an answer without edges for none', async () => {
    mode = 'no-export,no-show';
    expect(await fail(await source())).toMatchObject({ kind: 'programFailed', program: 'bd' });
  });

  it('shows the export when bd fails, and why', async () => {
    mode = 'no-database';
    await putExport();
    const reading = await read(await source());
    expect(reading.issues.map(({ title }) => title)).toEqual(['From the file']);
    expect(reading.via).toBe('.beads/issues.jsonl');
    expect(reading.problems).toHaveLength(1);
    expect(reading.problems[0]?.message).toContain('no beads database found');
    expect(reading.problems[0]?.path).toBeNull();
  });

  it('shows the export when bd prints no list', async () => {
    mode = 'garbage';
    await putExport();
    expect((await read(await source())).problems[0]?.message).toContain('not JSON');
  });

  it('fails with what bd said when there is no export either', async () => {
    mode = 'no-database';
    expect(await fail(await source())).toMatchObject({ kind: 'programFailed', exitCode: 1 });
  });

  it('does not ask again within five seconds', async () => {
    const from = await source();
    const first = await read(from);
    const calls = bd.calls().length;
    clock.advance(4_999);
    expect(await read(from)).toBe(first);
    expect(bd.calls()).toHaveLength(calls);
    clock.advance(1);
    await read(from);
    expect(bd.calls()).toHaveLength(calls + 1);
  });

  it('says when it will know more, for a change it may not ask about yet', async () => {
    const from = await source();
    expect(await read(from)).not.toHaveProperty('readAgainInMs');
    clock.advance(1_000);
    await putExport();
    expect(await read(from)).toMatchObject({ readAgainInMs: 4_000 });
    clock.advance(4_000);
    expect(await read(from)).not.toHaveProperty('readAgainInMs');
  });

  it('is not set off by what bd itself writes', async () => {
    mode = 'rewrites';
    const from = await source();
    const before = await from.fingerprint(never);
    const first = await read(from);
    expect(await from.fingerprint(never)).not.toBe(before);
    expect(await read(from)).toBe(first);
    expect(commands()).toEqual(['export', 'version']);
  });

  it('asks a bd that failed again after five seconds', async () => {
    mode = 'no-database';
    await putExport();
    const from = await source();
    await read(from);
    mode = '';
    clock.advance(4_999);
    expect((await read(from)).via).toBe('.beads/issues.jsonl');
    clock.advance(1);
    expect((await read(from)).via).toBe('bd 0.46.0');
  });

  it('takes an answer without an issue for none, where the export has one or it is no list', async () => {
    await putExport();
    const answers = { '': 'holds no issue', '{"error":"locked"}\n': 'nothing in its answer is an issue' };
    for (const [answer, why] of Object.entries(answers)) {
      const reading = await read(await source(saying(answer)));
      expect(reading.issues.map(({ title }) => title)).toEqual(['From the file']);
      expect(reading.problems[0]?.message).toContain(why);
    }
    await rm(join(root, '.beads/issues.jsonl'));
    expect(await fail(await source(saying('{"error":"locked"}\n')))).toMatchObject({ kind: 'malformed', what: 'bd' });
    expect(await read(await source(saying('')))).toMatchObject({ issues: [], problems: [] });
  });

  it('ends what bd said with a full stop, also when it said nothing', async () => {
    await putExport();
    const rest = '.beads/issues.jsonl is shown instead and may be older.';
    const messages = { 'it is locked': ': it is locked. ', 'Try later!\n': ': Try later! ', '': '. ' };
    for (const [detail, end] of Object.entries(messages)) {
      const { problems } = await read(await source(failing(detail)));
      expect(problems.map(({ message }) => message)).toEqual([`bd failed (exit code 1)${end}${rest}`]);
    }
  });

  it('shows the export first where a quick start is wished, and asks bd at the next reading', async () => {
    await putExport();
    const from = await source(bd.runner, true);
    expect(await read(from)).toMatchObject({ via: '.beads/issues.jsonl', problems: [], readAgainInMs: 1 });
    expect(bd.calls()).toEqual([]);
    const second = await read(from);
    expect(second.via).toBe('bd 0.46.0');
    expect(second).not.toHaveProperty('readAgainInMs');
  });

  it('asks bd at once when a quick start finds no issue in a file', async () => {
    expect((await read(await source(bd.runner, true))).via).toBe('bd 0.46.0');
    await putExport('');
    expect((await read(await source(bd.runner, true))).via).toBe('bd 0.46.0');
  });

  it('asks for the version beside the issues, and once', async () => {
    let tellIssues = (): void => undefined;
    const told = new Promise<void>((resolve) => (tellIssues = resolve));
    const asked: (string | undefined)[] = [];
    const runner: CommandRunner = {
      run: async (program, args, options) => {
        asked.push(args[0]);
        if (args[0] === 'version') tellIssues();
        else await told;
        return bd.runner.run(program, args, options);
      },
    };
    const from = await source(runner);
    expect((await read(from)).via).toBe('bd 0.46.0');
    clock.advance(5_000);
    await read(from);
    expect(asked.sort()).toEqual(['export', 'export', 'version']);
  });

  it('gives up when aborted while bd runs', async () => {
    mode = 'hang';
    const abort = new AbortController();
    const reading = (await source()).read(abort.signal);
    const reason = new Error('enough');
    setTimeout(() => {
      abort.abort(reason);
    }, 50);
    await expect(reading).rejects.toBe(reason);
  });

  it('shows the export when bd gives no answer in time', async () => {
    await putExport();
    const asked: (string | undefined)[] = [];
    const hanging: CommandRunner = {
      run: (program, args, options) => {
        asked.push(args[0]);
        return bd.runner.run(program, args, { ...options, timeoutMs: 100 });
      },
    };
    mode = 'hang';
    expect((await read(await source(hanging))).problems[0]?.message).toContain('no answer');
    expect(asked.sort()).toEqual(['export', 'version']);
  });

  it('is polled, as a database behind a server tells no watcher', async () => {
    const from = await source();
    await read(from);
    expect(from.polled).toBe(true);
  });

  it('is not polled where the database is a file, which is watched', async () => {
    await writeFile(join(root, '.beads/beads.db'), '');
    const from = await source();
    await read(from);
    expect(from.polled).toBe(false);
    await mkdir(join(root, '.beads/dolt'));
    await read(from);
    expect(from.polled).toBe(true);
  });

  it('never passes an id on that looks like an option', async () => {
    const list = JSON.stringify([{ id: '--help', title: 'x', status: 'open', dependency_count: 1 }]);
    const asked: (readonly string[])[] = [];
    const runner: CommandRunner = {
      run: (program, args) => {
        asked.push(args);
        return Promise.resolve(
          args[0] === 'list'
            ? { ok: true, value: { stdout: list, stderr: '' } }
            : { ok: false, error: { kind: 'programFailed', program, exitCode: 1, detail: '' } },
        );
      },
    };
    await read(await source(runner));
    expect(asked.flat()).not.toContain('--help');
  });
});

describe('a Beads source without bd', () => {
  it('reads the export and is not polled once bd turned out to be missing', async () => {
    await putExport();
    const from = await source(noBd);
    expect(await read(from)).toMatchObject({ via: '.beads/issues.jsonl', problems: [] });
    expect(from.polled).toBe(false);
  });

  it('runs nothing where no runner is given', async () => {
    await putExport();
    const from = await source(null);
    expect(await read(from)).toMatchObject({ via: '.beads/issues.jsonl' });
    expect(from.polled).toBe(false);
  });

  it('says what to do when the issues are in a database only', async () => {
    const failure = await fail(await source(null));
    expect(describeFailure(failure)).toContain('bd export -o .beads/issues.jsonl');
    expect(describeFailure(await fail(await source(noBd)))).toContain('put bd on the PATH');
  });

  it('says what is wrong when the export is a folder', async () => {
    await mkdir(join(root, '.beads/issues.jsonl'));
    expect(await fail(await source(null))).toMatchObject({ kind: 'unusable', what: '.beads/issues.jsonl' });
  });

  it('watches the export under all its names, and where it was redirected to', async () => {
    await mkdir(join(root, 'other/.beads'), { recursive: true });
    await writeFile(join(root, 'other/.beads/tasks.jsonl'), exportLine);
    await writeFile(join(root, '.beads/redirect'), 'other/.beads');
    const { watch } = await source(null);
    expect(watch.map((target) => target.folder)).toEqual([join(root, '.beads'), join(root, 'other/.beads')]);
    expect(watch[1]?.names).toEqual(expect.arrayContaining(['issues.jsonl', 'beads.jsonl', 'tasks.jsonl', 'redirect']));
  });

  it('watches a file that came later under another name, and the same array while nothing moves', async () => {
    const from = await source(null);
    const names = (): readonly string[] => from.watch.flatMap((target) => target.names);
    const before = from.watch;
    expect(from.polled).toBe(true);
    await writeFile(join(root, '.beads/zebra.jsonl'), exportLine);
    await read(from);
    expect(names()).toContain('zebra.jsonl');
    expect(from.polled).toBe(false);
    expect(from.watch).not.toBe(before);
    expect(from.watch).toBe(from.watch);

    await writeFile(join(root, '.beads/metadata.json'), '{"jsonl_export":"later.jsonl"}');
    await read(from);
    expect(names()).toEqual(expect.arrayContaining(['zebra.jsonl', 'later.jsonl', 'issues.jsonl']));
  });

  it('watches where a later redirect points, from the next reading or discovery', async () => {
    await putExport();
    await mkdir(join(root, 'other/.beads'), { recursive: true });
    await writeFile(join(root, 'other/.beads/tasks.jsonl'), exportLine);
    const tracker = beadsTracker({ clock, runner: null });
    const [from] = await tracker.discover({ root, name: 'tea' }, never);
    const folders = (): readonly string[] | undefined => from?.watch.map((target) => target.folder);
    expect(folders()).toEqual([join(root, '.beads')]);
    await writeFile(join(root, '.beads/redirect'), 'other/.beads');
    await tracker.discover({ root, name: 'tea' }, never);
    expect(folders()).toEqual([join(root, '.beads'), join(root, 'other/.beads')]);
    await rm(join(root, '.beads/redirect'));
    await from?.read(never);
    expect(folders()).toEqual([join(root, '.beads')]);
  });
});
