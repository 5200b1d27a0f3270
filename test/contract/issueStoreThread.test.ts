import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SqlIssueStore } from '../../src/adapters/store/sqlIssueStore';
import type { Failure } from '../../src/domain/failure';
import { aloneInTheWorld } from '../../src/ports/leadership';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import { readingOf, source } from './issueStoreReading';
import { StoreSandbox } from './issueStoreSandbox';

let built: BuiltStore;
let sandbox: StoreSandbox;

beforeAll(async () => {
  built = await buildStoreWorker();
});

afterAll(() => built.remove());

beforeEach(async () => {
  sandbox = await StoreSandbox.make(built);
});

afterEach(() => sandbox.remove());

const silenceMs = 30_000;
const silence: Failure = { kind: 'timeout', what: 'The issue cache', afterMs: silenceMs };

/** Threads take their time to start on a machine that is busy. */
const soon = { timeout: 15_000 };

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

describe('the thread', () => {
  /** A thread that does `script` instead; `real` is the path of the built one. */
  const threadThat = async (script: (real: string) => string): Promise<string> => {
    const path = join(sandbox.root, 'thread.js');
    await writeFile(path, script(JSON.stringify(built.workerPath)));
    return path;
  };
  const endsAtItsFirstMessage = `require('node:worker_threads').parentPort.once('message', () => { throw new Error('out of order'); });`;

  it('is not started, and nothing is written, before the first call', async () => {
    const store = new SqlIssueStore({
      folder: sandbox.folder,
      workerPath: join(sandbox.root, 'missing.js'),
      clock: sandbox.clock,
      log: sandbox.log,
      leadership: aloneInTheWorld,
    });
    await store.close();
    expect(await exists(sandbox.folder)).toBe(false);
  });

  it('is replaced when it ends in the middle of a job', async () => {
    const mark = JSON.stringify(join(sandbox.root, 'mark'));
    const path = await threadThat(
      (real) => `
        const fs = require('node:fs');
        if (fs.existsSync(${mark})) require(${real});
        else { fs.writeFileSync(${mark}, ''); ${endsAtItsFirstMessage} }`,
    );
    const store = sandbox.open({ workerPath: path });
    expect(await store.save(source, readingOf())).toEqual({ ok: true, value: 'written' });
    expect(await store.load(source)).toEqual({ ok: true, value: readingOf() });
  });

  it('that ends each time is a failure value, and the reading is answered from memory', async () => {
    const store = sandbox.open({ workerPath: await threadThat(() => endsAtItsFirstMessage) });
    const failed = {
      ok: false,
      error: { kind: 'unusable', advice: expect.stringContaining('out of order') as string },
    };
    expect(await store.load(source)).toMatchObject(failed);
    expect(await store.save(source, readingOf())).toMatchObject(failed);
    expect(await store.load(source)).toEqual({ ok: true, value: readingOf() });
  });

  it('that says nothing is replaced by another after 30 seconds, and then given up', async () => {
    const mark = join(sandbox.root, 'started');
    const silent = await threadThat(
      () => `
        require('node:fs').appendFileSync(${JSON.stringify(mark)}, 'x');
        require('node:worker_threads').parentPort.on('message', () => undefined);`,
    );
    const store = sandbox.open({ workerPath: silent });
    for (const call of [() => store.load(source), () => store.save(source, readingOf()), () => store.clear()]) {
      const called = call();
      for (const threads of [1, 2]) {
        await expect.poll(() => readFile(mark, 'utf8').catch(() => ''), soon).toHaveLength(threads);
        await expect.poll(() => sandbox.clock.pending, soon).toBe(1);
        sandbox.clock.advance(silenceMs - 1);
        expect(sandbox.clock.pending).toBe(1);
        sandbox.clock.advance(1);
      }
      expect(await called).toEqual({ ok: false, error: silence });
      await rm(mark);
    }
    await store.close();
    expect(sandbox.clock.pending).toBe(0);
  });

  it('that does say something is not given up, however long it takes', async () => {
    const slow = await threadThat(
      () => `
        const port = require('node:worker_threads').parentPort;
        let rows = 0;
        port.on('message', ({ job }) => {
          const next = () => {
            port.postMessage({ kind: 'log', level: 'warn', message: String(++rows) });
            if (rows === 50) port.postMessage({ kind: 'done', job, outcome: { kind: 'none' } });
            else setImmediate(next);
          };
          next();
        });`,
    );
    const store = sandbox.open({ workerPath: slow });
    const loading = store.load(source);
    let last = -1;
    await expect
      .poll(() => {
        // A little less than the limit passes after every sign of life.
        if (sandbox.warnings().length > last) sandbox.clock.advance(29_000);
        last = sandbox.warnings().length;
        return last;
      }, soon)
      .toBe(50);
    expect(await loading).toEqual({ ok: true, value: null });
    expect(sandbox.clock.pending).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('that hangs in the system is left alone until that lets go', async () => {
    await mkdir(sandbox.sourceFolder, { recursive: true });
    // Opening a pipe that nobody writes into hangs as a file system does.
    await promisify(execFile)('mkfifo', [sandbox.file]);
    const mark = join(sandbox.root, 'opening');
    const path = await threadThat(
      (real) => `
        const fs = require('node:fs');
        const open = fs.openSync;
        fs.openSync = (file, ...rest) => {
          if (file !== ${JSON.stringify(sandbox.file)}) return open(file, ...rest);
          fs.appendFileSync(${JSON.stringify(mark)}, 'x');
          return open(file, 'r');
        };
        require(${real});`,
    );
    const hanging = async (threads: number): Promise<void> => {
      let looks = 0;
      await expect
        .poll(async () => ((await readFile(mark, 'utf8').catch(() => '')).length === threads ? ++looks : 0), soon)
        .toBeGreaterThan(2);
    };
    const store = sandbox.open({ workerPath: path });
    const loading = store.load(source);
    for (const threads of [1, 2]) {
      await hanging(threads);
      sandbox.clock.advance(silenceMs);
    }
    expect(await loading).toEqual({ ok: false, error: silence });
    expect(await store.save(source, readingOf())).toEqual({ ok: false, error: silence });
    await hanging(2);
    expect(await store.load(source)).toEqual({ ok: true, value: readingOf() });
    const writer = await open(sandbox.file, constants.O_RDWR | constants.O_NONBLOCK);
    await writer.close();
    await rm(sandbox.file);
    await expect.poll(() => store.save(source, readingOf()), soon).toEqual({ ok: true, value: 'written' });
    expect(await sandbox.found()).toEqual(readingOf());
  });

  it('is started ahead by a warm-up, once, and ends with the store', async () => {
    const mark = join(sandbox.root, 'started');
    const path = await threadThat(
      (real) => `require('node:fs').appendFileSync(${JSON.stringify(mark)}, 'x'); require(${real});`,
    );
    const store = sandbox.open({ workerPath: path });
    store.warmUp();
    store.warmUp();
    await expect.poll(() => exists(mark), soon).toBe(true);
    expect(await store.load(source)).toEqual({ ok: true, value: null });
    await store.close();
    store.warmUp();
    expect(await readFile(mark, 'utf8')).toBe('x');
  });

  it('that is not there, or has no engine, is a failure value', async () => {
    const missing = sandbox.open({ workerPath: join(sandbox.root, 'missing.js') });
    expect(await missing.load(source)).toMatchObject({ ok: false, error: { kind: 'unusable' } });
    const alone = join(sandbox.root, 'alone.js');
    await copyFile(built.workerPath, alone);
    expect(await sandbox.open({ workerPath: alone }).load(source)).toMatchObject({
      ok: false,
      error: { kind: 'unusable' },
    });
  });
});
