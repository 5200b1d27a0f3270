import { beforeEach, describe, expect, it } from 'vitest';
import { Leading } from '../../../src/app/leading';
import { Memory } from '../../../src/app/memory';
import { ok } from '../../../src/domain/result';
import type { SourceReading, TrackerSource } from '../../../src/ports/tracker';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeTracker } from '../../fakes/fakeTracker';
import { issueOf } from '../../fakes/issues';
import { CountingStore, OneRepository } from '../../fakes/oneRepository';
import { scoutPorts } from '../../fakes/scoutPorts';

const pageMs = 300;

const pages = (count: number): SourceReading => ({
  issues: Array.from({ length: count }, (_, at) => issueOf(`s-${at}`)),
  problems: [],
  via: 'pages',
  checkpoint: `page ${count}`,
});

/** Lets promises that are ready settle. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe('Memory', () => {
  let clock: FakeClock;
  let store: CountingStore;
  let memory: Memory;
  let source: TrackerSource;

  beforeEach(async () => {
    clock = new FakeClock();
    store = new CountingStore();
    const ports = scoutPorts({ clock, store, workspace: new OneRepository('/w/shop'), rememberAfterMs: 2_000 });
    memory = new Memory(ports, new Leading(ports));
    const [found] = await new FakeTracker([]).discover({ root: '/w/shop', name: 'shop' });
    if (found === undefined) throw new Error('no source');
    source = found;
  });

  it('writes in time though another reading comes every moment', async () => {
    for (let page = 1; page <= 20; page++) {
      memory.remember(source, pages(page), 0);
      clock.advance(pageMs);
      await settle();
    }
    expect(store.saved.map(({ checkpoint }) => checkpoint)).toEqual(['page 7', 'page 14']);
    await memory.flush();
    expect(store.saved.at(-1)?.checkpoint).toBe('page 20');
    expect(clock.pending).toBe(0);
  });

  it('remembers phases, and writes again when only they changed', async () => {
    const reading = pages(1);
    memory.remember(source, { ...reading, phases: [{ name: 'v1', completed: 1, total: 2 }] }, 1);
    await memory.flush();
    memory.remember(source, { ...reading, phases: [{ name: 'v1', completed: 2, total: 2 }] }, 2);
    await memory.flush();
    memory.remember(source, { ...reading, phases: [{ name: 'v1', completed: 2, total: 2 }] }, 3);
    await memory.flush();
    expect(store.saved.map(({ phases }) => phases?.[0]?.completed)).toEqual([1, 2]);
  });

  it('writes soon what others wait to show, once the rows of a start are painted', async () => {
    memory.remember(source, pages(1), 1, 'soon');
    clock.advance(1_999);
    await settle();
    expect(store.saved).toEqual([]);
    clock.advance(1);
    await settle();
    memory.remember(source, pages(2), 2);
    memory.remember(source, pages(3), 3, 'soon');
    clock.advance(300);
    await settle();
    expect(store.saved.map(({ checkpoint }) => checkpoint)).toEqual(['page 1', 'page 3']);
    expect(clock.pending).toBe(0);
  });

  it('writes at once what another process waits for, though it only confirms', async () => {
    memory.remember(source, pages(1), 1, 'now');
    await memory.flush();
    const [reading] = store.saved;
    if (reading === undefined) throw new Error('nothing was saved');
    memory.remember(source, { ...reading }, 2, 'now');
    await memory.flush();
    expect(store.saved.map(({ confirmedAtMs }) => confirmedAtMs)).toEqual([1, 2]);
    expect(clock.pending).toBe(0);
  });

  it('has written what is being written when it was told to write all', async () => {
    let save = (): void => undefined;
    store.save = () =>
      new Promise((resolve) => {
        save = () => {
          resolve(ok('written'));
        };
      });
    memory.remember(source, pages(1), 1);
    clock.advance(2_000);
    await settle();
    let isOver = false;
    const flushed = memory.flush().then(() => (isOver = true));
    await settle();
    expect(isOver).toBe(false);
    save();
    await flushed;
  });

  it('hands out again the issues that are as they were', async () => {
    const [first, second] = [issueOf('1'), issueOf('2')];
    const stored = [issueOf('1'), issueOf('2', { title: 'Another' }), issueOf('3')];
    store.load = () => Promise.resolve(ok({ ...pages(0), issues: stored, confirmedAtMs: 1 }));
    const recalled = await memory.recall(source, [first, second]);
    expect(recalled?.issues[0]).toBe(first);
    expect(recalled?.issues.slice(1)).toEqual(stored.slice(1));
  });

  it('recalls what was remembered of a first reading that broke off', async () => {
    store.load = () => Promise.resolve(ok({ ...pages(1), confirmedAtMs: 0 }));
    expect(await memory.recall(source)).toMatchObject({ checkpoint: 'page 1', confirmedAtMs: 0 });
  });
});
