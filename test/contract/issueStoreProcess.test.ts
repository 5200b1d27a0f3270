import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StoredReading } from '../../src/ports/issueStore';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { readingOf, source } from './issueStoreReading';
import { StoreSandbox } from './issueStoreSandbox';
import { LineProgram } from './lineProgram';

const run = promisify(execFile);
/** Rounds go on until a write was met in its middle. */
const rounds = { least: 8, most: 40 };
/** Enough that a write takes its time. */
const issuesEach = 1500;
/** No program here takes so long, whatever else the machine does. */
const longestMs = 60_000;

let built: BuiltStore;
let program: string;
let sandbox: StoreSandbox;

beforeAll(async () => {
  built = await buildStoreWorker();
  program = await built.bundle(new URL('issueStoreProgram.ts', import.meta.url), 'program');
});

afterAll(() => built.remove());

beforeEach(async () => {
  sandbox = await StoreSandbox.make(built);
});

afterEach(() => sandbox.remove());

const args = (mode: string, count: number): string[] => [
  program,
  built.workerPath,
  sandbox.folder,
  mode,
  String(count),
];

/** All parts of a reading of the program say the same. */
const isWhole = (reading: StoredReading | null, issues: number): boolean =>
  reading?.issues.length === issues && reading.issues.map(({ title }) => title).join() === reading.via;

interface RaceReport {
  readonly saved: number;
  readonly otherwise: readonly unknown[];
  readonly disturbed: number;
}

interface Racer {
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly ready: Promise<unknown>;
  readonly report: Promise<RaceReport>;
}

function startRacer(name: string): Racer {
  const child = spawn(process.execPath, [...args('race', 30), name], {
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const report = once(child, 'close').then(([code]) => {
    expect(code).toBe(0);
    return JSON.parse(said.split('\n')[1] ?? '') as RaceReport;
  });
  return { child, ready: once(child.stdout, 'data'), report };
}

interface Killed {
  /** The last save it said was on disk. */
  readonly reported: number;
  /** It left a file it had not finished. */
  readonly inTheMiddle: boolean;
}

/**
 * Starts a program that saves without end, and kills it once it has reported a save and then begun as many files
 * beside as told; in any case when its time is up.
 */
async function killInWrite(beginnings: number): Promise<Killed> {
  const child = spawn(process.execPath, args('forever', issuesEach), {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: longestMs,
    killSignal: 'SIGKILL',
  });
  const watcher = watch(sandbox.sourceFolder);
  let said = '';
  const begun = new Set<string>();
  watcher.on('change', (_, name) => {
    if (said === '' || !String(name).endsWith('.tmp')) return;
    begun.add(String(name));
    if (begun.size >= beginnings) child.kill('SIGKILL');
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(child, 'close');
  watcher.close();
  return {
    reported: Number(said.split('\n').slice(0, -1).at(-1)),
    inTheMiddle: (await sandbox.names()).some((name) => name.endsWith('.tmp')),
  };
}

describe('a process that uses the store', () => {
  it(
    'is killed in the middle of its saves, and each time the file is whole and no older than what was reported',
    { timeout: rounds.most * longestMs },
    async () => {
      await mkdir(sandbox.sourceFolder, { recursive: true });
      let inTheMiddle = 0;
      for (let round = 0; round < rounds.most && (round < rounds.least || inTheMiddle === 0); round++) {
        const killed = await killInWrite(1 + (round % 3));
        if (killed.inTheMiddle) inTheMiddle += 1;
        expect(killed.reported).toBeGreaterThan(0);
        const found = await sandbox.found();
        expect(found?.confirmedAtMs).toBeGreaterThanOrEqual(killed.reported);
        expect(found).toSatisfy((reading: StoredReading | null) => isWhole(reading, issuesEach));
      }
      expect(inTheMiddle).toBeGreaterThan(0);
      expect(sandbox.warnings()).toEqual([]);
      expect(await sandbox.names()).toEqual([expect.stringMatching(/\.sqlite$/)]);
    },
  );

  it(
    'is killed at any moment while it keeps what cannot be fetched again, and nothing acknowledged is lost',
    { timeout: 6 * longestMs },
    async () => {
      const leader = await built.bundle(new URL('issueStoreLeaderProgram.ts', import.meta.url), 'leaderProgram');
      const acknowledged: string[] = [];
      for (let round = 0; round < 6; round++) {
        const child = new LineProgram([leader, built.workerPath, sandbox.folder, String(round + 1)]);
        child.tell(`keep-forever round-${round}`);
        await expect.poll(() => child.said.length, { timeout: longestMs }).toBeGreaterThan(7 * round);
        await child.kill();
        acknowledged.push(...child.said);
        expect(Object.keys(await sandbox.foundKept())).toEqual(expect.arrayContaining(acknowledged));
      }
      expect(sandbox.warnings()).toEqual([]);
    },
  );

  it(
    'shares its file with another that writes as often, and the file is whole at every moment',
    { timeout: 2 * longestMs },
    async () => {
      const racers = ['one', 'two'].map((name) => startRacer(name));
      for (const { ready } of racers) await ready;
      const race = { over: false, seen: 0 };
      const looking = (async (): Promise<void> => {
        const store = sandbox.open();
        while (!race.over) {
          const found = await store.load(source);
          if (!found.ok) throw new Error(JSON.stringify(found.error));
          if (found.value === null) continue;
          expect(found.value).toSatisfy((reading: StoredReading) => isWhole(reading, 30));
          race.seen += 1;
        }
      })();
      for (const { child } of racers) child.stdin.write('go\n');
      const reports = await Promise.all(racers.map(({ report }) => report)).finally(() => {
        race.over = true;
      });
      await looking;
      expect(race.seen).toBeGreaterThan(0);
      expect(sandbox.warnings()).toEqual([]);
      const disturbed = reports.map((report) => report.disturbed);
      expect(Math.max(...disturbed)).toBeGreaterThan(0);
      for (const { saved, otherwise } of reports) {
        expect(saved + otherwise.length).toBe(200);
        for (const failure of otherwise) {
          expect(failure).toMatchObject({ kind: 'notWritable', path: sandbox.sourceFolder });
        }
      }
      const last = await sandbox.found();
      expect(last?.confirmedAtMs).toBe(200);
      expect(last).toSatisfy((reading: StoredReading | null) => isWhole(reading, 30));
      expect(await sandbox.names()).toHaveLength(1);
    },
  );

  it('ends by itself with its save on disk, though nobody closed the store', async () => {
    await run(process.execPath, args('beside', 1200), { timeout: longestMs });
    expect((await sandbox.found())?.issues).toHaveLength(1200);
  });

  it('ends by itself after loads', async () => {
    const { stdout } = await run(process.execPath, args('report', 2), { timeout: longestMs });
    expect(stdout.split('\n')[0]).toBe('{"ok":true,"value":"written"}');
  });

  it('goes on from memory where the disk takes no more, and the last whole file stays', async () => {
    const store = sandbox.open();
    await store.save(source, readingOf());
    await store.close();
    const before = await readFile(sandbox.file);
    const quoted = [process.execPath, ...args('report', 3000)].map((part) => `'${part}'`).join(' ');
    const { stdout } = await run('sh', ['-c', `ulimit -f 100; exec ${quoted}`]);
    const [saved = '', loaded = ''] = stdout.split('\n');
    expect(JSON.parse(saved)).toMatchObject({ ok: false, error: { kind: 'notWritable', path: sandbox.file } });
    expect(JSON.parse(loaded)).toMatchObject({ ok: true, value: { confirmedAtMs: 1 } });
    expect(await readFile(sandbox.file)).toEqual(before);
    expect(await sandbox.names()).toHaveLength(1);
  });

  it('is told when it may not write', async () => {
    await mkdir(sandbox.folder);
    await writeFile(`${sandbox.folder}/note`, '');
    await chmod(sandbox.root, 0o755);
    await chmod(sandbox.folder, 0o555);
    // Permissions do not hold the superuser; another user is held by them.
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { stdout } = await run(process.execPath, args('report', 1), user);
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toEqual({
      ok: false,
      error: { kind: 'notWritable', path: sandbox.file, detail: 'permission denied.' },
    });
    await chmod(sandbox.folder, 0o755);
  });

  it('is told when it may not clear, and what is there stays', async () => {
    const store = sandbox.open();
    await store.save(source, readingOf());
    await store.close();
    await chmod(sandbox.root, 0o755);
    await chmod(sandbox.folder, 0o555);
    const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { stdout } = await run(process.execPath, args('clear', 1), user);
    expect(JSON.parse(stdout.split('\n')[0] ?? '')).toEqual({
      ok: false,
      error: { kind: 'notWritable', path: sandbox.folder, detail: 'permission denied.' },
    });
    await chmod(sandbox.folder, 0o755);
    expect(await sandbox.found()).toEqual(readingOf());
  });
});
