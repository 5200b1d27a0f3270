import { beforeEach, describe, expect, it } from 'vitest';
import { isRepeat } from '../../../src/adapters/trackers/github/ascent';
import { readListing } from '../../../src/adapters/trackers/github/listing';
import { defaultGitHubSettings } from '../../../src/adapters/trackers/github/options';
import type { ListMeans } from '../../../src/adapters/trackers/github/page';
import { rereadListing } from '../../../src/adapters/trackers/github/reconciliation';
import { Run } from '../../../src/adapters/trackers/github/run';
import { SyncState, type PageMark, type PagePlace } from '../../../src/adapters/trackers/github/syncState';
import { CursorApi } from './cursorApi';

let api: CursorApi;
let means: ListMeans;

beforeEach(() => {
  api = new CursorApi();
  api.numbers = Array.from({ length: 450 }, (_, index) => index + 1);
  const run = new Run(api, { priority: 'refresh', signal: new AbortController().signal });
  const state = new SyncState(defaultGitHubSettings);
  means = { run, state, repository: 'acme/shop', nowMs: () => 0, onProgress: () => undefined };
});

const without = (...gone: readonly number[]): void => {
  api.numbers = api.numbers.filter((number) => !gone.includes(number));
};

async function reread(): Promise<readonly number[]> {
  api.asked.length = 0;
  const present = await rereadListing(means);
  if (!present.ok) throw new Error(present.error.kind);
  return [...present.value];
}

describe('a list that is paged by cursor', () => {
  // All of its pages are marks then.
  beforeEach(() => {
    api.isOneWay = true;
  });

  it('is followed to its end where the server does not turn it round', async () => {
    expect((await readListing(means)).ok).toBe(true);
    expect(api.asked).toEqual(['1', 'desc 1', 'c100', 'c200', 'c300', 'c400']);
    expect(means.state.ledger.issues()).toHaveLength(450);
  });

  it('goes on behind what was read before', async () => {
    await readListing(means);
    means.state.pages.delete('>c300');
    means.state.pages.delete('>c400');
    api.asked.length = 0;
    await readListing(means);
    expect(api.asked).toEqual(['desc 1', 'c300', 'c400']);
  });

  it('changes one page only when an issue leaves', async () => {
    await readListing(means);
    without(150);
    expect(await reread()).toEqual(api.numbers);
    expect(api.asked).toEqual(['1 304', 'c100', 'c200 304', 'c300 304', 'c400 304']);
    await reread();
    expect(api.asked.every((asked) => asked.endsWith(' 304'))).toBe(true);
  });

  it('changes one page only when the last issue of it leaves', async () => {
    await readListing(means);
    without(200, 199);
    expect(await reread()).toEqual(api.numbers);
    expect(api.asked).toEqual(['1 304', 'c100', 'c200 304', 'c300 304', 'c400 304']);
  });

  it('misses nothing where issues come back in the middle', async () => {
    without(...Array.from({ length: 60 }, (_, index) => 110 + index));
    await readListing(means);
    api.numbers = Array.from({ length: 450 }, (_, index) => index + 1);
    expect(await reread()).toEqual(expect.arrayContaining(api.numbers));
  });

  it('finds what came to its end, where the last page is full', async () => {
    without(...Array.from({ length: 50 }, (_, index) => 401 + index));
    await readListing(means);
    api.numbers.push(500, 501);
    expect(new Set(await reread())).toEqual(new Set(api.numbers));
    expect(api.asked).toEqual(['1 304', 'c100 304', 'c200 304', 'c300', 'c400']);
  });

  it('is given up where it leads in a circle', async () => {
    api.loopAt = 'c100';
    expect(await readListing(means)).toMatchObject({ ok: false, error: { kind: 'endless' } });
  });
});

describe('a page behind a cursor', () => {
  const page = (numbers: readonly number[], next: PagePlace | null = { after: 'c' }): PageMark => ({
    place: { after: 'b' },
    etag: null,
    numbers,
    next,
  });

  it('that has nothing new and leads on is no page any more, however new its cursor is', () => {
    const passed = new Set([1, 2]);
    expect(isRepeat(page([2, 3]), passed)).toBe(false);
    expect(isRepeat(page([1, 2, 3]), passed)).toBe(true);
    expect(isRepeat(page([1, 2, 3], null), passed)).toBe(false);
    expect(isRepeat(page([]), passed)).toBe(false);
    expect(isRepeat({ ...page([1]), place: { page: 2 } }, passed)).toBe(false);
  });
});
