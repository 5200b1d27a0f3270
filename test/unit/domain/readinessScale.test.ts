import { describe, expect, it } from 'vitest';
import type { Issue } from '../../../src/domain/issue';
import { ReadinessIndex } from '../../../src/domain/readinessIndex';
import { blocks } from '../../fakes/issues';
import { childOf, issueOf, sourceOf } from './readinessFacts';

const many = 100_000;

const indexOf = (issues: readonly Issue[]): ReadinessIndex => {
  const index = new ReadinessIndex();
  index.setSource(sourceOf(issues));
  index.flush(0);
  return index;
};

const chain = (length: number, link: (i: number) => Partial<Issue>): Issue[] =>
  Array.from({ length }, (_, i) => issueOf(`n${i}`, i === 0 ? {} : link(i)));

const unblocks = (index: ReadinessIndex, i: number) => index.get(`beads:shop#n${i}`)?.unblocks;

describe('readiness at the size of a hundred thousand', () => {
  it('follows a chain of blockers to its end', () => {
    const issues = chain(many, (i) => ({ edges: [blocks(`n${i - 1}`)] }));
    const index = indexOf(issues);
    expect(unblocks(index, 0)).toEqual({ direct: 1, total: many - 1 });
    expect(unblocks(index, many - 2)).toEqual({ direct: 1, total: 1 });
    const [first, ...rest] = issues;
    index.setSource(sourceOf([{ ...(first ?? issueOf('n0')), trackerStatus: 'closed' }, ...rest]));
    index.flush(0);
    expect(index.get('beads:shop#n1')?.status).toBe('ready');
  });

  it('finds what two blockers far down a chain have in common', () => {
    const issues = chain(many, (i) => ({ edges: [blocks(`n${i - 1}`), blocks(`n${i >> 1}`)] }));
    expect(unblocks(indexOf(issues), 0)).toEqual({ direct: 1, total: many - 1 });
  });

  it('follows a chain of parents down from one blocker', () => {
    const issues = [issueOf('top'), ...chain(many, (i) => ({ edges: [childOf(`n${i - 1}`)] }))];
    issues[1] = issueOf('n0', { edges: [blocks('top')] });
    const index = indexOf(issues);
    expect(index.get('beads:shop#top')?.unblocks).toEqual({ direct: many, total: many });
    expect(unblocks(index, 0)).toEqual({ direct: many - 1, total: many - 1 });
    issues[0] = issueOf('top', { trackerStatus: 'closed' });
    index.setSource(sourceOf(issues));
    expect(index.flush(0).changed).toHaveLength(many + 1);
    expect(index.get(`beads:shop#n${many - 1}`)?.status).toBe('ready');
  });

  it('counts only the next issue in a cycle too long to be tried through', () => {
    const issues = chain(many, (i) => ({ edges: [blocks(`n${i - 1}`)] }));
    issues[0] = issueOf('n0', { edges: [blocks(`n${many - 1}`)] });
    const index = indexOf(issues);
    expect(unblocks(index, 5)).toEqual({ direct: 1, total: 1 });
    expect(index.get('beads:shop#n5')?.blockedBy).toMatchObject([{ reason: 'edge' }, { reason: 'cycle', id: 'n4' }]);
  });

  it('takes a ring of parents for what it is', () => {
    const issues = chain(many, (i) => ({ edges: [childOf(`n${i - 1}`)] }));
    issues[0] = issueOf('n0', { edges: [childOf(`n${many - 1}`)] });
    const index = indexOf(issues);
    expect(index.get('beads:shop#n7')?.status).toBe('ready');
    issues[0] = issueOf('n0', { edges: [childOf(`n${many - 1}`), blocks('top')] });
    index.setSource(sourceOf([...issues, issueOf('top')]));
    index.flush(0);
    expect(index.get('beads:shop#top')?.unblocks).toEqual({ direct: many, total: many });
  });

  it('bears a blocker everybody waits for, and a parent everybody has', () => {
    const issues = [
      issueOf('hub'),
      issueOf('epic', { edges: [blocks('hub')] }),
      ...chain(many, () => ({ edges: [blocks('hub'), childOf('epic')] })),
    ];
    const index = indexOf(issues);
    expect(index.get('beads:shop#hub')?.unblocks).toEqual({ direct: many, total: many });
    index.removeSource('beads:shop');
    expect(index.flush(0).removed).toHaveLength(many + 2);
  });
});
