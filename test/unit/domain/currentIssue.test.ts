import { describe, expect, it } from 'vitest';
import { currentIssue, numbersNamed } from '../../../src/domain/currentIssue';
import type { Status } from '../../../src/domain/readiness';

/** A lookup over ids in lower case; a trailing `!` makes the issue done. */
const among =
  (...ids: string[]) =>
  (id: string): { key: string; status: Status }[] =>
    ids
      .map((name) => ({ key: name, status: name.endsWith('!') ? ('done' as const) : ('ready' as const) }))
      .filter(({ key }) => key.replace('!', '').toLowerCase() === id.toLowerCase());

describe('currentIssue', () => {
  it('is the id that stands by itself in the branch name', () => {
    expect(currentIssue('feat/bd-a1f3-cache', among('bd-a1f3'))).toBe('bd-a1f3');
    expect(currentIssue('bd-1', among('bd-1'))).toBe('bd-1');
    expect(currentIssue('fix_bd-1_cache', among('bd-1'))).toBe('bd-1');
    expect(currentIssue('feature/4BE19C07-cache', among('4be19c07'))).toBe('4be19c07');
    expect(currentIssue('main', among('bd-1'))).toBeNull();
  });

  it('is not part of a longer word or of a dotted id', () => {
    expect(currentIssue('feat/bd-12', among('bd-1'))).toBeNull();
    expect(currentIssue('feat/bd-1.2', among('bd-1'))).toBeNull();
    expect(currentIssue('feat/abd-1', among('bd-1'))).toBeNull();
    expect(currentIssue('feat/1.bd-1', among('bd-1'))).toBeNull();
    expect(currentIssue('feat/bd-1é', among('bd-1'))).toBeNull();
    expect(currentIssue('feat/bd-1.', among('bd-1'))).toBe('bd-1');
  });

  it('is the longest id, then the leftmost', () => {
    expect(currentIssue('feat/bd-1.2-x', among('bd-1', 'bd-1.2'))).toBe('bd-1.2');
    expect(currentIssue('bd-1-bd-22', among('bd-1', 'bd-22'))).toBe('bd-22');
    expect(currentIssue('bd-2-bd-1', among('bd-1', 'bd-2'))).toBe('bd-2');
  });

  it('is an issue that is not done, where several have the id', () => {
    expect(currentIssue('bd-1', among('bd-1!', 'BD-1'))).toBe('BD-1');
    expect(currentIssue('bd-1', among('bd-1!'))).toBe('bd-1!');
  });

  it('takes a bare number only where branch names put issue numbers', () => {
    for (const branch of ['12', '12-cache', 'fix/12', 'fix#12', 'issue-12', 'feat/GH-12-x', 'x-issue-12']) {
      expect(currentIssue(branch, among('12')), branch).toBe('12');
    }
    for (const branch of ['fix-12', 'v-12', 'tissue-12', 'release/12.1', 'node12']) {
      expect(currentIssue(branch, among('12')), branch).toBeNull();
    }
  });

  it('asks for no more parts than a long name bounds', () => {
    let asked = 0;
    const branch = Array.from({ length: 5_000 }, (_, i) => `w${i}`).join('-');
    expect(currentIssue(branch, () => (asked++, []))).toBeNull();
    expect(asked).toBeLessThan(3_000);
  });
});

describe('numbersNamed', () => {
  it('are those that are looked for, in that order', () => {
    expect(numbersNamed('7-thing')).toEqual(['7']);
    expect(numbersNamed('7/issue-12-and/7')).toEqual(['12', '7']);
    for (const branch of ['main', 'fix-12', 'release/12.1', 'node12', '']) expect(numbersNamed(branch)).toEqual([]);
  });
});
