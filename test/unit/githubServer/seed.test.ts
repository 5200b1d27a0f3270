import { describe, expect, it } from 'vitest';
import { GitHubState } from '../../fakes/github/gitHubState';
import type { FakeRepository } from '../../fakes/github/records';
import { seedRepository } from '../../fakes/github/seed';

const state = (): GitHubState => new GitHubState(() => Date.parse('2026-01-10T10:00:00Z'));

const open = ({ issues }: FakeRepository) => [...issues.values()].filter((issue) => issue.state === 'open');

describe('a seeded repository', () => {
  it('has as many of each as was asked', () => {
    const shop = seedRepository(state(), { issues: 300, closed: 100, pulls: 50 });
    expect([open(shop).length, shop.issues.size, shop.pulls.size]).toEqual([300, 400, 50]);
    expect(new Set([...shop.issues.values()].map(({ title }) => title)).size).toBe(400);
  });

  it('has chains of blocked issues without a circle', () => {
    const shop = seedRepository(state(), { issues: 1000, blockedShare: 0.4 });
    const blocked = open(shop).filter(({ blockedBy }) => blockedBy.size > 0);
    expect(blocked.length / 1000).toBeCloseTo(0.4, 1);
    expect(blocked.some((issue) => [...issue.blockedBy].some(({ blockedBy }) => blockedBy.size > 0))).toBe(true);
    expect(blocked.every((issue) => [...issue.blockedBy].every(({ number }) => number < issue.number))).toBe(true);
  });

  it('is the same for the same seed and another for another', () => {
    const titles = (seed: number): string[] =>
      open(seedRepository(state(), { issues: 50, closed: 20, pulls: 10, seed })).map(
        ({ number, title }) => `${number} ${title}`,
      );
    expect(titles(1)).toEqual(titles(1));
    expect(titles(1)).not.toEqual(titles(2));
  });
});
