import { describe, expect, it } from 'vitest';
import { bringsNews } from '../../../src/app/gitNews';
import type { Commit, GitState } from '../../../src/domain/git';
import { cleanState } from '../../fakes/gitState';

const commit = (hash: string, message: string): Commit => ({ hash, message, author: 'Dana', committedAtMs: 1 });
const first = commit('a', 'feat: carts');

const before: GitState = {
  ...cleanState,
  head: 'a',
  upstream: 'origin/main',
  ahead: 1,
  behind: 0,
  recentCommits: [first],
};

const committed = (message: string, more: Partial<GitState> = {}): GitState => ({
  ...before,
  head: 'b',
  ahead: 2,
  recentCommits: [commit('b', message), first],
  ...more,
});

describe('bringsNews', () => {
  it.each<[string, GitState, boolean]>([
    ['a push', { ...before, ahead: 0 }, true],
    ['a fetch', { ...before, behind: 3 }, true],
    ['a pull', { ...before, head: 'c', recentCommits: [commit('c', 'fix: taxes'), first] }, true],
    ['another branch', { ...before, head: 'c', branch: 'next' }, true],
    ['a commit that names an issue', committed('fix: taxes, closes #12'), true],
    ['a commit that names one at another place', committed('see dana/other#4'), true],
  ])('says yes to %s', (_, after, expected) => {
    expect(bringsNews(before, after)).toBe(expected);
  });

  it.each<[string, GitState]>([
    ['nothing', { ...before }],
    ['an edit', { ...before, unstaged: 4 }],
    ['a commit that names no issue', committed('feat: taxes')],
    ['a commit within a rebase', committed('fixes #12', { state: 'rebase' })],
    ['a full look after a quick one', { ...before, ahead: 1 }],
  ])('says no to %s', (what, after) => {
    const known = what.startsWith('a full look') ? { ...before, ahead: null, behind: null } : before;
    expect(bringsNews(known, after)).toBe(false);
  });

  it('says no where nothing was known before', () => {
    expect(bringsNews(null, before)).toBe(false);
  });

  it('goes by messages alone on a branch without an upstream', () => {
    const local: GitState = { ...before, upstream: null, ahead: null, behind: null };
    const after = { upstream: null, ahead: null, behind: null };
    expect(bringsNews(local, committed('feat: taxes', after))).toBe(false);
    expect(bringsNews(local, committed('GH-7: taxes', after))).toBe(true);
  });
});
