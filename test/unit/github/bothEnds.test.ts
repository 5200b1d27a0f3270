import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { readCheckpoint, writeCheckpoint } from '../../../src/adapters/trackers/github/checkpoint';
import { readListing } from '../../../src/adapters/trackers/github/listing';
import { defaultGitHubSettings } from '../../../src/adapters/trackers/github/options';
import type { ListMeans } from '../../../src/adapters/trackers/github/page';
import { rereadListing } from '../../../src/adapters/trackers/github/reconciliation';
import { Run } from '../../../src/adapters/trackers/github/run';
import { SyncState } from '../../../src/adapters/trackers/github/syncState';
import { CursorApi } from './cursorApi';

let api: CursorApi;
let means: ListMeans;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

function meansFor(server: CursorApi, state = new SyncState(defaultGitHubSettings)): ListMeans {
  const run = new Run(server, { priority: 'refresh', signal: new AbortController().signal });
  return { run, state, repository: 'acme/shop', nowMs: () => 0, onProgress: () => undefined };
}

beforeEach(() => {
  api = new CursorApi();
  means = meansFor(api);
});

const known = ({ state }: ListMeans): readonly number[] => [...state.ledger.openNumbers].sort((a, b) => a - b);

describe('a list that is read from both ends', () => {
  it('comes with the newest issues second, and ends where the ways meet', async () => {
    api.numbers = upTo(950);
    expect((await readListing(means)).ok).toBe(true);
    expect(known(means)).toEqual(api.numbers);
    expect(api.asked.slice(0, 2)).toEqual(['1', 'desc 1']);
    expect(new Set(api.asked).size).toBe(api.asked.length);
    expect(api.asked.length).toBeLessThanOrEqual(12);
    expect(api.asked.filter((asked) => asked.startsWith('desc')).length).toBeGreaterThanOrEqual(4);
  });

  it.each([
    [0, 1],
    [100, 1],
    [101, 2],
    [198, 2],
    [200, 4],
    [201, 4],
  ])('of %i issues takes at most %i requests', async (count, most) => {
    api.numbers = upTo(count);
    await readListing(means);
    expect(known(means)).toEqual(api.numbers);
    expect(api.asked.length).toBeLessThanOrEqual(most);
  });

  it('is read to its end where all issues were created in one moment', async () => {
    api.numbers = upTo(450);
    api.secondOf = () => 7;
    await readListing(means);
    expect(known(means)).toEqual(api.numbers);
    expect(api.asked).toContain('c400');
  });

  it('is read one way where the answers tell no moments', async () => {
    api.numbers = upTo(450);
    api.secondOf = () => null;
    await readListing(means);
    expect(known(means)).toEqual(api.numbers);
    expect(api.asked.filter((asked) => asked.startsWith('desc'))).toEqual(['desc 1']);
  });

  it('is not believed to be whole where the way down turns round on its way', async () => {
    api.numbers = upTo(950);
    api.onAsked = () => {
      api.isOneWay = api.asked.length >= 5;
    };
    await readListing(means);
    expect(known(means)).toEqual(api.numbers);
    expect(means.state.descent).toBeNull();
  });

  it('is read one way where the way down goes on by number', async () => {
    api.numbers = upTo(450);
    api.isDownByNumber = true;
    await readListing(means);
    expect(known(means)).toEqual(api.numbers);
    expect(means.state.descent).toBeNull();
  });

  it('is given up where the way down leads in a circle', async () => {
    api.numbers = upTo(950);
    api.loopDownAt = 'c700';
    expect(await readListing(means)).toMatchObject({ ok: false, error: { kind: 'endless' } });
  });

  it('misses nothing that stays open, whatever comes and goes, and wherever it is broken off', async () => {
    const action = fc.record({
      close: fc.double({ min: 0, max: 1, noNaN: true }),
      opens: fc.boolean(),
      turns: fc.nat(3),
    });
    const run = fc.record({
      count: fc.integer({ min: 0, max: 1300 }),
      sameMoment: fc.integer({ min: 1, max: 150 }),
      actions: fc.array(action, { maxLength: 20 }),
      killedAfter: fc.nat(14),
      keepsTies: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ count, sameMoment, actions, killedAfter, keepsTies }) => {
        const server = new CursorApi();
        server.keepsTies = keepsTies;
        server.numbers = upTo(count);
        server.secondOf = (number) => Math.floor(number / sameMoment);
        const stayed = new Set(server.numbers);
        let at = 0;
        server.onAsked = async () => {
          const now = actions[at++];
          if (now === undefined) return;
          for (let left = now.turns * 3; left > 0; left--) await Promise.resolve();
          const gone = server.numbers.splice(Math.floor(now.close * server.numbers.length), 60);
          for (const number of gone) stayed.delete(number);
          if (now.opens) server.numbers.push(count + at);
        };
        const saved: (string | null)[] = [];
        let pages = 0;
        const state = new SyncState(defaultGitHubSettings);
        state.chosen = { repository: 'acme/shop', notes: [] };
        state.account = null;
        const onProgress = (): void => {
          if (++pages === killedAfter) saved.push(writeCheckpoint(state, 'acme/shop'));
        };
        expect((await readListing({ ...meansFor(server, state), onProgress })).ok).toBe(true);
        expect([...stayed].filter((number) => !state.ledger.openNumbers.has(number))).toEqual([]);
        const [text] = saved;
        if (text === undefined) return;
        const again = new SyncState(defaultGitHubSettings);
        expect(readCheckpoint(text ?? '', 'acme/shop', again)).toBe(true);
        const before = new Set([...again.pages.values()].flatMap(({ numbers }) => numbers));
        for (const number of again.descent?.numbers ?? []) before.add(number);
        expect((await readListing(meansFor(server, again))).ok).toBe(true);
        expect([...stayed].filter((number) => !again.ledger.openNumbers.has(number) && !before.has(number))).toEqual(
          [],
        );
      }),
      { numRuns: 150 },
    );
  });

  it('is read again by its pages alone, and then costs nothing', async () => {
    api.numbers = upTo(950);
    await readListing(means);
    means.state.descent = null;
    api.asked.length = 0;
    const all = await rereadListing(means);
    expect(all).toEqual({ ok: true, value: new Set(api.numbers) });
    expect(api.asked.filter((asked) => asked.endsWith('304')).length).toBeGreaterThanOrEqual(4);
    api.asked.length = 0;
    await rereadListing(means);
    expect(api.asked).toHaveLength(10);
    expect(api.asked.every((asked) => asked.endsWith('304'))).toBe(true);
  });
});
