import { describe, expect, it } from 'vitest';
import type { SourceContext } from '../../../src/domain/context';
import { sourceChips } from '../../../src/vscode/panel/sourceChips';
import { sourceLines } from '../../../webview/state/sourceLines';

const source = (kind: string, place: string, label: string): SourceContext => ({
  id: `${kind}:${place}`,
  kind,
  label,
  repository: `/w/${place}`,
  root: `/w/${place}`,
  via: '',
  freshness: 'live',
  confirmedAtMs: 1,
  lastAttemptAtMs: 1,
  nextAttemptAtMs: null,
  error: null,
  unwatched: null,
  remote: null,
});

const beadsOfShop = source('beads', 'shop', 'Beads');
const roadmapOfShop = source('roadmap', 'shop', 'Roadmap');
const beadsOfApi = source('beads', 'api', 'Beads');

function tags(sources: readonly SourceContext[], listed = sources): readonly (string | null)[] {
  const ids = new Set(listed.map(({ id }) => id));
  return sourceChips({ sources, repositories: [], snapshotAtMs: 0 }, ids).map(({ tag }) => tag);
}

describe('sourceChips', () => {
  it('name no rows while one source alone has some', () => {
    expect(tags([beadsOfShop])).toEqual([null]);
    expect(tags([beadsOfShop, beadsOfApi], [beadsOfShop])).toEqual([null, null]);
  });

  it('name rows by the repository where there are several', () => {
    expect(tags([beadsOfShop, beadsOfApi])).toEqual(['shop', 'api']);
  });

  it('name rows by the tracker where a repository has two', () => {
    expect(tags([beadsOfShop, roadmapOfShop])).toEqual(['Beads', 'Roadmap']);
  });

  it('name rows by both where one of them does not tell them apart', () => {
    expect(tags([beadsOfShop, roadmapOfShop, beadsOfApi])).toEqual(['shop Beads', 'shop Roadmap', 'api']);
  });

  it('say why a source is polled', () => {
    const chips = sourceChips(
      { sources: [{ ...beadsOfShop, unwatched: 'No more watchers.' }], repositories: [], snapshotAtMs: 0 },
      new Set(),
    );
    expect(chips[0]?.unwatched).toBe('No more watchers.');
    expect(chips.flatMap((chip) => sourceLines(chip, 0)).join('\n')).toContain('No more watchers. It is read');
  });

  it('say that rows come from an earlier run until the tracker was asked', () => {
    const recalled = (fields: Partial<SourceContext>): boolean | undefined =>
      sourceChips({ sources: [{ ...beadsOfShop, ...fields }], repositories: [], snapshotAtMs: 0 }, new Set())[0]
        ?.recalled;
    expect(recalled({ lastAttemptAtMs: null })).toBe(true);
    expect(recalled({})).toBe(false);
    expect(recalled({ lastAttemptAtMs: null, confirmedAtMs: null, freshness: 'never' })).toBe(false);
  });
});
