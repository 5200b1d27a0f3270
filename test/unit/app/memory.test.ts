import { beforeEach, describe, expect, it } from 'vitest';
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
    memory = new Memory(scoutPorts({ clock, store, workspace: new OneRepository('/w/shop'), rememberAfterMs: 2_000 }));
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

  it('recalls what was remembered of a first reading that broke off', async () => {
    store.load = () => Promise.resolve(ok({ ...pages(1), confirmedAtMs: 0 }));
    expect(await memory.recall(source)).toMatchObject({ checkpoint: 'page 1', confirmedAtMs: 0 });
  });
});
