import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCheckpoint, writeCheckpoint } from '../../../src/adapters/trackers/github/checkpoint';
import { defaultGitHubSettings } from '../../../src/adapters/trackers/github/options';
import { placeKey, SyncState, type PagePlace } from '../../../src/adapters/trackers/github/syncState';

const place: fc.Arbitrary<PagePlace> = fc.oneof(
  fc.record({ page: fc.integer({ min: 1, max: 5000 }) }),
  fc.record({ after: fc.string({ minLength: 1 }) }),
);
const mark = fc.record({
  place,
  etag: fc.option(fc.string()),
  numbers: fc.array(fc.integer({ min: 1, max: 100_000 })),
  next: fc.option(place),
});

const fresh = (): SyncState => new SyncState(defaultGitHubSettings);

function stateWith(marks: readonly (typeof mark extends fc.Arbitrary<infer T> ? T : never)[]): SyncState {
  const state = fresh();
  state.chosen = { repository: 'acme/shop', notes: ['A note.'] };
  state.account = 'dana';
  for (const each of marks) state.pages.set(placeKey(each.place), each);
  state.wanted.set(4, { number: 4, nodeId: 'I_4', what: 'blockers' });
  state.wanted.set(5, { number: 5, nodeId: 'I_5', what: 'pull', inVain: 2 });
  state.incomplete.set('Blockers', 'Blockers are not read.');
  state.head = { etag: 'W/"1"', newestAtMs: 5 };
  return state;
}

describe('a checkpoint', () => {
  it('tells the next run where this one ended', () => {
    fc.assert(
      fc.property(fc.array(mark), (marks) => {
        const state = stateWith(marks);
        const again = fresh();
        expect(readCheckpoint(writeCheckpoint(state, 'acme/shop') ?? '', 'Acme/Shop', again)).toBe(true);
        expect([...again.pages]).toEqual([...state.pages]);
        expect([...again.wanted]).toEqual([...state.wanted]);
        expect([...again.incomplete]).toEqual([...state.incomplete]);
        expect([again.chosen, again.account, again.head]).toEqual([state.chosen, state.account, state.head]);
      }),
    );
  });

  it('tells it how far a list was read from its end, and how many issues there are', () => {
    for (const next of [{ after: 'c7' }, null]) {
      const state = stateWith([]);
      state.chosen = { repository: 'acme/shop', notes: [], openCount: 950 };
      state.descent = { next, numbers: new Set([950, 948, 12]) };
      const again = fresh();
      expect(readCheckpoint(writeCheckpoint(state, 'acme/shop') ?? '', 'acme/shop', again)).toBe(true);
      expect([again.descent, again.chosen]).toEqual([state.descent, state.chosen]);
    }
  });

  it('is none before the server said which repository it is', () => {
    expect(writeCheckpoint(fresh(), 'acme/shop')).toBeNull();
  });

  it.each([
    '',
    'null',
    '[]',
    '{"version":1}',
    '{"version":3,"remote":"acme/shop"}',
    '{"version":1,"remote":"acme/shop","pages":[]}',
    '{"version":99}',
  ])('is not understood where it is %j', (text) => {
    const state = fresh();
    expect(readCheckpoint(text, 'acme/shop', state)).toBe(false);
    expect(state.chosen).toBeNull();
  });

  it('is not understood where a part of it is something else, and changes nothing then', () => {
    const written = JSON.parse(writeCheckpoint(stateWith([]), 'acme/shop') ?? '') as Record<string, unknown>;
    for (const name of Object.keys(written)) {
      for (const odd of [{ odd: true }, [[['odd']]], 1e308]) {
        const state = fresh();
        expect(readCheckpoint(JSON.stringify({ ...written, [name]: odd }), 'acme/shop', state)).toBe(false);
        expect([state.chosen, state.pages.size, state.wanted.size]).toEqual([null, 0, 0]);
      }
    }
  });

  it('of another repository is not taken', () => {
    const text = writeCheckpoint(stateWith([]), 'acme/shop') ?? '';
    expect(readCheckpoint(text, 'acme/other', fresh())).toBe(false);
  });
});
