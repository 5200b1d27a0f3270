import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { readingOf, source } from './issueStoreContract';
import { StoreSandbox } from './issueStoreSandbox';

const run = promisify(execFile);
const rounds = 30;
/** Enough that a write takes its time. */
const issuesEach = 1500;

let built: BuiltStore;
let program: string;
let sandbox: StoreSandbox;

beforeAll(async () => {
  built = await buildStoreWorker();
  program = await built.bundle(new URL('issueStoreProgram.ts', import.meta.url), 'program');
});

afterAll(() => built.remove());

beforeEach(async () => {
  sandbox = await StoreSandbox.make(built.workerPath);
});

afterEach(() => sandbox.remove());

const args = (mode: string, count: number): string[] => [
  program,
  built.workerPath,
  sandbox.folder,
  mode,
  String(count),
];

interface Killed {
  /** The last save it said was on disk. */
  readonly reported: number;
  /** It left a file it had not finished. */
  readonly inTheMiddle: boolean;
}

/** Starts a program that saves without end, and kills it at a notice that something moved in its folder. */
async function killAtNotice(notice: number): Promise<Killed> {
  const child = spawn(process.execPath, args('forever', issuesEach), { stdio: ['ignore', 'pipe', 'inherit'] });
  const watcher = watch(sandbox.folder);
  let said = '';
  let notices = 0;
  watcher.on('change', () => {
    // Those before the first report are of its start.
    if (said !== '' && ++notices === notice) child.kill('SIGKILL');
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
  it(`is killed in the middle of its saves ${rounds} times, and each time the file is whole and no older than what was reported`, async () => {
    await mkdir(sandbox.folder);
    let inTheMiddle = 0;
    for (let round = 0; round < rounds; round++) {
      const killed = await killAtNotice(1 + (round % 7));
      if (killed.inTheMiddle) inTheMiddle += 1;
      expect(killed.reported).toBeGreaterThan(0);
      const found = await sandbox.found();
      expect(found?.confirmedAtMs).toBeGreaterThanOrEqual(killed.reported);
      expect(found?.issues).toHaveLength(issuesEach);
      expect(found?.issues.map(({ title }) => title).join()).toBe(found?.via);
    }
    expect(inTheMiddle).toBeGreaterThan(0);
    expect(sandbox.warnings()).toEqual([]);
    expect(await sandbox.names()).toEqual([expect.stringMatching(/\.sqlite$/)]);
  }, 240_000);

  it('ends by itself with its save on disk, though nobody closed the store', async () => {
    await run(process.execPath, args('beside', 1200), { timeout: 15_000 });
    expect((await sandbox.found())?.issues).toHaveLength(1200);
  });

  it('ends by itself after loads', async () => {
    const { stdout } = await run(process.execPath, args('report', 2), { timeout: 15_000 });
    expect(stdout.split('\n')[0]).toBe('{"ok":true}');
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
});
