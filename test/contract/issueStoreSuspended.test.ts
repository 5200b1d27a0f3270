import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildStoreWorker, type BuiltStore } from '../fakes/buildStoreWorker';
import type { FaultyThread } from '../fakes/faultyThread';
import { readingOf, source } from './issueStoreReading';
import { StoreSandbox } from './issueStoreSandbox';
import { LineProgram } from './lineProgram';

let built: BuiltStore;
let program: string;
let sandbox: StoreSandbox;
let thread: FaultyThread;
let old: LineProgram;

beforeAll(async () => {
  built = await buildStoreWorker();
  program = await built.bundle(new URL('issueStoreLeaderProgram.ts', import.meta.url), 'leaderProgram');
});

afterAll(() => built.remove());

beforeEach(async () => {
  sandbox = await StoreSandbox.make(built);
  thread = await sandbox.faulty();
  await sandbox.claim(4);
  old = new LineProgram([program, thread.workerPath, sandbox.folder, '4']);
});

afterEach(async () => {
  await old.kill();
  await sandbox.remove();
});

const written = { ok: true, value: 'written' };

/** The old leader is suspended by the system between its last look and its rename. */
const suspendAtRename = async (path: string, line: string): Promise<number> => {
  await thread.setFaults([{ operation: 'rename', path, times: 1, effect: { kind: 'stop' } }]);
  const before = old.said.length;
  old.tell(line);
  await old.stopped();
  return before;
};

describe.skipIf(process.platform !== 'linux')('a leader that is suspended between its check and its rename', () => {
  it('is told that it was overtaken, and what it wrote is never adopted', async () => {
    expect(await old.ask('save old')).toEqual(written);
    const before = await suspendAtRename('fetched.4.sqlite', 'save late');
    await sandbox.claim(5);
    const next = sandbox.leader(5);
    expect(await next.load(source)).toMatchObject({ value: { via: 'old' } });
    expect(await next.save(source, readingOf({ via: 'next' }))).toEqual(written);
    old.signal('SIGCONT');
    expect(await old.answer(before)).toEqual({ ok: true, value: 'left' });
    expect((await sandbox.found())?.via).toBe('next');
    expect(await sandbox.names()).toEqual(['fetched.5.sqlite', 'leader.4', 'leader.5']);
    expect(await next.save(source, readingOf({ via: 'next again' }))).toEqual(written);
    expect((await sandbox.found())?.via).toBe('next again');
    expect(await old.ask('save later still')).toEqual({ ok: true, value: 'left' });
    expect(await old.ask('close')).toContainEqual(expect.stringContaining('has a newer leader (epoch 5)'));
    expect(sandbox.warnings()).toEqual([]);
  });

  it('is told as well where the other has only claimed, whose first write replaces all of it', async () => {
    expect(await old.ask('save old')).toEqual(written);
    const before = await suspendAtRename('fetched.4.sqlite', 'save late');
    await sandbox.claim(5);
    const next = sandbox.leader(5);
    const loaded = await next.load(source);
    old.signal('SIGCONT');
    expect(await old.answer(before)).toEqual({ ok: true, value: 'left' });
    const reading = { ...((loaded.ok ? loaded.value : null) ?? readingOf()), confirmedAtMs: 7 };
    expect(await next.save(source, reading)).toEqual(written);
    expect(await sandbox.found()).toEqual({ ...readingOf({ via: 'old' }), confirmedAtMs: 7 });
    expect(await sandbox.names()).toEqual(['fetched.5.sqlite', 'leader.4', 'leader.5']);
  });

  it('loses nothing that was kept, by itself or by others, and brings nothing back', async () => {
    expect(await old.ask('keep a of-old 1')).toEqual({ ok: true });
    const before = await suspendAtRename('kept.4.sqlite', 'load-kept');
    await sandbox.claim(5);
    const next = sandbox.leader(5);
    await next.keep(source, [
      { key: 'b', value: 'of-next', atMs: 2 },
      { key: 'a', value: null, atMs: 3 },
    ]);
    await next.close();
    expect(await sandbox.names()).toContain('kept.5.sqlite');
    expect(await sandbox.names()).toContainEqual(expect.stringMatching(/^kept\.4\.sqlite\..*tmp$/));
    old.signal('SIGCONT');
    expect(await old.answer(before)).toBe(1);
    expect(await sandbox.foundKept()).toEqual({ b: 'of-next' });
    expect(await old.ask('keep c after 4')).toEqual({ ok: true });
    expect(await sandbox.foundKept()).toEqual({ b: 'of-next', c: 'after' });
    const last = sandbox.leader(5);
    await last.loadKept(source);
    await last.close();
    expect(await sandbox.waiting()).toEqual([]);
    expect(await sandbox.foundKept()).toEqual({ b: 'of-next', c: 'after' });
  });
});
