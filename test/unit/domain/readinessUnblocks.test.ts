import { describe, expect, it } from 'vitest';
import { blocks } from '../../fakes/issues';
import { childOf, edge, issueOf, judged } from './readinessFacts';

describe('unblocks', () => {
  it('counts what one closing frees, at once and along the chain', () => {
    const issue = judged([
      issueOf('a'),
      issueOf('b', { edges: [blocks('a')] }),
      issueOf('c', { edges: [blocks('b')] }),
      issueOf('d', { edges: [blocks('b'), blocks('c')] }),
    ]);
    expect(issue('a').unblocks).toEqual({ direct: 1, total: 3 });
    expect(issue('b').unblocks).toEqual({ direct: 1, total: 2 });
    expect(issue('d').unblocks).toEqual({ direct: 0, total: 0 });
  });

  it('does not count what waits for something else as well', () => {
    const issue = judged([issueOf('a'), issueOf('b'), issueOf('c', { edges: [blocks('a'), blocks('b')] })]);
    expect(issue('a').unblocks).toEqual({ direct: 0, total: 0 });
  });

  it('counts issues whose several blockers hang on the same one', () => {
    const issue = judged([
      issueOf('a'),
      issueOf('b', { edges: [blocks('a')] }),
      issueOf('c', { edges: [blocks('a')] }),
      issueOf('d', { edges: [blocks('b'), blocks('c')] }),
    ]);
    expect(issue('a').unblocks).toEqual({ direct: 2, total: 3 });
  });

  it('counts all below a parent that comes free, at once', () => {
    const issue = judged([
      issueOf('a'),
      issueOf('epic', { edges: [blocks('a')] }),
      issueOf('child', { edges: [childOf('epic')] }),
      issueOf('grandchild', { edges: [childOf('child')] }),
    ]);
    expect(issue('a').unblocks).toEqual({ direct: 3, total: 3 });
    expect(issue('epic').unblocks).toEqual({ direct: 2, total: 2 });
    expect(issue('child').unblocks).toEqual({ direct: 1, total: 1 });
  });

  it('counts a child that waits for its parent in two ways', () => {
    const issue = judged([
      issueOf('a'),
      issueOf('epic', { trackerStatus: 'blocked', edges: [blocks('a')] }),
      issueOf('child', { edges: [childOf('epic'), blocks('epic')] }),
      issueOf('other', { edges: [childOf('epic')] }),
      issueOf('last', { edges: [blocks('child'), blocks('other')] }),
    ]);
    expect(issue('epic').unblocks).toEqual({ direct: 2, total: 3 });
    expect(issue('a').unblocks).toEqual({ direct: 1, total: 1 });
  });

  it('never counts what is blocked by hand or by something unknown, nor what waits for that', () => {
    const issue = judged(
      [
        issueOf('a'),
        issueOf('b', { trackerStatus: 'blocked', edges: [blocks('a')] }),
        issueOf('c', { edges: [blocks('a'), blocks('gone')] }),
        issueOf('d', { edges: [blocks('b')] }),
      ],
      { unknownBlocker: 'blocks' },
    );
    expect(issue('a').unblocks).toEqual({ direct: 0, total: 0 });
    expect(issue('b').unblocks).toEqual({ direct: 1, total: 1 });
  });

  it('passes through what is not work without counting it', () => {
    const issue = judged([
      issueOf('a'),
      issueOf('gate', { type: 'gate', edges: [blocks('a')] }),
      issueOf('b', { edges: [blocks('gate')] }),
    ]);
    expect(issue('a').unblocks).toEqual({ direct: 0, total: 1 });
  });

  it('is nothing for a done issue', () => {
    const issue = judged([issueOf('a', { trackerStatus: 'closed' }), issueOf('b', { edges: [blocks('a')] })]);
    expect(issue('a').unblocks).toEqual({ direct: 0, total: 0 });
  });

  it('counts the rest of a cycle that closing a member breaks', () => {
    const issue = judged([
      issueOf('a', { edges: [blocks('b')] }),
      issueOf('b', { edges: [blocks('c')] }),
      issueOf('c', { edges: [blocks('a')] }),
      issueOf('after', { edges: [blocks('b')] }),
    ]);
    expect(issue('a').unblocks).toEqual({ direct: 1, total: 3 });
    expect(issue('b').unblocks).toEqual({ direct: 2, total: 3 });
  });

  it('frees parents of each other together', () => {
    const issue = judged([
      issueOf('x'),
      issueOf('a', { edges: [childOf('b'), blocks('x')] }),
      issueOf('b', { edges: [childOf('a')] }),
    ]);
    expect(issue('x').unblocks).toEqual({ direct: 2, total: 2 });
    expect(issue('a').unblocks).toEqual({ direct: 1, total: 1 });
    expect(issue('b').unblocks).toEqual({ direct: 0, total: 0 });
  });

  it('counts what waits for children once the last one is closed', () => {
    const issue = judged([
      issueOf('epic'),
      issueOf('one', { edges: [childOf('epic')] }),
      issueOf('after', { edges: [edge('waits-for', 'epic')] }),
    ]);
    expect(issue('one').unblocks).toEqual({ direct: 1, total: 1 });
    expect(issue('epic').unblocks).toEqual({ direct: 0, total: 0 });
  });
});
