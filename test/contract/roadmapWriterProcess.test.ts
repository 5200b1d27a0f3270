import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { roadmapTracker } from '../../src/adapters/trackers/roadmap';
import { FakeClock } from '../fakes/fakeClock';
import { FakeLog } from '../fakes/fakeLog';

const run = promisify(execFile);
const never = new AbortController().signal;
/** A record is created and archived with about this many notices. */
const rounds = 24;
const isRoot = process.getuid?.() === 0;
const nobody = 65_534;

let built: string;
let program: string;
let root: string;

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'roadmap-built-'));
  // Programs that run as another user have to get in.
  await chmod(built, 0o755);
  program = join(built, 'program.js');
  await build({
    entryPoints: [fileURLToPath(new URL('roadmapWriterProgram.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'error',
  });
});
afterAll(() => rm(built, { recursive: true }));

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'roadmap-process-'));
});
afterEach(async () => {
  await chmod(root, 0o755);
  await rm(root, { recursive: true });
});

async function names(): Promise<readonly string[]> {
  return (await readdir(join(root, '.roadmap'), { recursive: true })).sort();
}

/** Ids of all records, which are whole. */
async function readIds(): Promise<readonly string[]> {
  const tracker = roadmapTracker({ clock: new FakeClock(), log: new FakeLog(), changes: null });
  const [source] = await tracker.discover({ root, name: 'shop' }, never);
  const reading = await source?.read(never);
  if (reading?.ok !== true) throw new Error('it cannot be read');
  expect(reading.value.problems).toEqual([]);
  for (const { location } of reading.value.issues) {
    const text = await readFile(join(root, location?.path ?? ''), 'utf8');
    expect(text.length).toBeGreaterThan(100_000);
    expect(text.endsWith('body\n')).toBe(true);
  }
  return reading.value.issues.map(({ id }) => id);
}

describe('a process that writes records', () => {
  it(`is killed ${rounds} times, and each time every record is whole, there once, and the next process goes on`, async () => {
    const reported: string[] = [];
    let inTheMiddle = 0;
    const folders = ['.roadmap', '.roadmap/issues/v1', '.roadmap/archive/issues/v1'].map((name) => join(root, name));
    for (const folder of folders) await mkdir(folder, { recursive: true });
    for (let round = 0; round < rounds; round++) {
      const child = spawn(process.execPath, [program, root, 'forever'], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      let notices = 0;
      const watchers = folders.map((folder) =>
        watch(folder, () => {
          // Somewhere in the course of a write, at another place each time.
          if (said !== '' && ++notices === 1 + round) child.kill('SIGKILL');
        }),
      );
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
      await once(child, 'close');
      for (const watcher of watchers) watcher.close();
      const lines = said.split('\n').slice(0, -1);
      expect(lines.filter((line) => !/^[0-9a-f]{8}$/.test(line))).toEqual([]);
      reported.push(...lines);
      if ((await names()).some((name) => name.includes('.context-scout.'))) inTheMiddle++;
      const ids = await readIds();
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(reported));
    }
    // A check that never met a half-finished write would prove nothing.
    expect(inTheMiddle).toBeGreaterThan(0);
  }, 120_000);

  it('loses no change where several processes change one record', async () => {
    const steps = 60;
    const path = join(root, '.roadmap/issues/backlog/0a0b0c01-sum.md');
    await mkdir(join(root, '.roadmap/issues/backlog'), { recursive: true });
    await writeFile(path, '---\nid: 0a0b0c01\nsum: 0 # so far\n---\n');
    await Promise.all([1, 2, 3].map(() => run(process.execPath, [program, root, 'addUp', String(steps)])));
    expect(await readFile(path, 'utf8')).toBe(`---\nid: 0a0b0c01\nsum: ${3 * steps} # so far\n---\n`);
    expect((await names()).filter((name) => name.includes('context-scout'))).toEqual([]);
  }, 120_000);

  it.runIf(isRoot)('says that a folder cannot be written, and leaves all as it was', async () => {
    const record = '---\nid: 0a0b0c01\n---\n';
    const path = join(root, '.roadmap/issues/backlog/0a0b0c01-a.md');
    await mkdir(join(root, '.roadmap/issues/backlog'), { recursive: true });
    await writeFile(path, record);
    await chmod(root, 0o755);
    const asNobody = async (): Promise<readonly string[]> =>
      (await run(process.execPath, [program, root, 'once'], { uid: nobody, gid: nobody })).stdout.trim().split('\n');
    const why = 'permission denied. Check the permissions of it and of the folder it is in, and try again.';
    const refusal = (what: string): string => `${what} cannot be written: ${why}`;
    expect(await asNobody()).toEqual([refusal('.roadmap'), refusal('.roadmap')]);

    // Only the inner folders refuse.
    await chown(join(root, '.roadmap'), nobody, nobody);
    const [created, archived] = await asNobody();
    expect(created).toMatch(/^\.roadmap\/issues\/v1\/.* cannot be written: /);
    expect(created?.endsWith(why)).toBe(true);
    expect(archived).toBe(refusal('.roadmap/issues/backlog/0a0b0c01-a.md'));
    expect(await names()).toEqual(['issues', 'issues/backlog', 'issues/backlog/0a0b0c01-a.md']);
    expect(await readFile(path, 'utf8')).toBe(record);
  });
});
