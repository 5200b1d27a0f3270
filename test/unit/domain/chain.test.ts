import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainOf, type Chain, type ChainNode } from '../../../src/domain/chain';
import type { EvaluatedIssue } from '../../../src/domain/readiness';
import { evaluate } from '../../../src/domain/readinessIndex';
import { issueOf, plainRules } from '../../fakes/issues';
import { anyKnot, anySources } from './arbitraryFacts';
import { naiveChain } from './naiveChain';
import { childOf, edge, sourceOf } from './readinessFacts';

const all = Infinity;

/** The chain of a list as lines, each indented by its depth. */
function drawn({ nodes, more }: Chain): readonly string[] {
  const line = ({ id, depth, mark }: ChainNode): string =>
    `${'  '.repeat(depth - 1)}${id}${mark === null ? '' : ` (${mark})`}`;
  return [...nodes.map(line), ...(more === 0 ? [] : [`+${more}`])];
}

function chainIn(issues: readonly EvaluatedIssue[], id: string, direction: 'blockers' | 'unblocks', limit = all) {
  const chain = chainOf(issues, `beads:shop#${id}`, direction, limit);
  if (chain === null) throw new Error(`no issue is called ${id}`);
  return drawn(chain);
}

/** Each issue with those it waits for. */
const waiting = (of: Readonly<Record<string, readonly string[]>>): readonly EvaluatedIssue[] =>
  evaluate(
    [
      sourceOf(
        Object.entries(of).map(([id, ids]) => issueOf(id, { edges: ids.map((other) => edge('blocks', other)) })),
      ),
    ],
    0,
  );

describe('the chain of an issue', () => {
  const shop = waiting({ a: ['b', 'c'], b: ['d'], c: [], d: ['e'], e: [] });

  it('leads to what it waits for, and to what that waits for', () => {
    expect(chainIn(shop, 'a', 'blockers')).toEqual(['b', '  d', '    e', 'c']);
  });

  it('leads to what waits for it, and for that', () => {
    expect(chainIn(shop, 'e', 'unblocks')).toEqual(['d', '  b', '    a']);
  });

  it('is empty where nobody waits', () => {
    expect(chainIn(shop, 'e', 'blockers')).toEqual([]);
    expect(chainIn(shop, 'a', 'unblocks')).toEqual([]);
  });

  it('is none of an issue that is not there', () => {
    expect(chainOf(shop, 'beads:shop#z', 'blockers', all)).toBeNull();
  });

  it('ends where it comes round to what is above, the issue itself included', () => {
    const round = waiting({ a: ['b'], b: ['c'], c: ['b', 'a'] });
    expect(chainIn(round, 'a', 'blockers')).toEqual(['b', '  c', '    b (cycle)', '    a (cycle)']);
    expect(chainIn(round, 'a', 'unblocks')).toEqual(['c', '  b', '    a (cycle)', '    c (cycle)']);
    expect(chainIn(waiting({ a: ['a'] }), 'a', 'blockers')).toEqual(['a (cycle)']);
  });

  it('follows an issue once, and says where it was listed before', () => {
    const twice = waiting({ a: ['b', 'c'], b: ['d'], c: ['d'], d: ['e'], e: [] });
    expect(chainIn(twice, 'a', 'blockers')).toEqual(['b', '  d', '    e', 'c', '  d (repeated)']);
  });

  it('lists what is beside an issue before what is below it, where there is not room for all, and counts the rest', () => {
    const wide = waiting({ a: ['b', 'c', 'd'], b: ['e', 'f'], c: ['g'], d: [], e: ['g'], f: [], g: [] });
    expect(chainIn(wide, 'a', 'blockers', 4)).toEqual(['b', '  e', 'c', 'd', '+3']);
    expect(chainIn(wide, 'a', 'blockers', 2)).toEqual(['b', 'c', '+5']);
    expect(chainIn(wide, 'a', 'blockers', 0)).toEqual(['+7']);
    expect(chainIn(wide, 'a', 'blockers', 7)).toEqual(['b', '  e', '    g', '  f', 'c', '  g (repeated)', 'd']);
  });

  it('says of a parent that it holds its children back, and follows what that waits for', () => {
    const issues = [
      issueOf('child', { edges: [childOf('epic')] }),
      issueOf('epic', { edges: [edge('blocks', 'base')] }),
      issueOf('base'),
    ];
    const list = evaluate([sourceOf(issues)], 0);
    expect(chainIn(list, 'child', 'blockers')).toEqual(['epic (parent)', '  base']);
    expect(chainIn(list, 'base', 'unblocks')).toEqual(['epic', '  child']);
  });

  it('names what cannot be found, and what was marked by hand', () => {
    const issue = issueOf('a', { trackerStatus: 'blocked', edges: [edge('blocks', 'gone'), edge('blocks', 'b')] });
    const list = evaluate([sourceOf([issue, issueOf('b')], { unknownBlocker: 'blocks' })], 0);
    expect(chainIn(list, 'a', 'blockers')).toEqual(['b', 'gone (unknown)', ' (manual)']);
    expect(chainIn(list, 'a', 'blockers', 1)).toEqual(['b', '+2']);
  });

  it('reads relations that the other issue states', () => {
    const issues = [issueOf('base', { edges: [edge('blocks', 'a', { reversed: true })] }), issueOf('a')];
    const list = evaluate([sourceOf(issues)], 0);
    expect(chainIn(list, 'a', 'blockers')).toEqual(['base']);
    expect(chainIn(list, 'base', 'unblocks')).toEqual(['a']);
  });

  it('goes on through what is no work', () => {
    const issues = [
      issueOf('a', { edges: [edge('blocks', 'gate')] }),
      issueOf('gate', { type: 'gate', edges: [edge('blocks', 'base')] }),
      issueOf('base'),
    ];
    const list = evaluate([sourceOf(issues)], 0);
    expect(chainIn(list, 'a', 'blockers')).toEqual(['gate', '  base']);
    expect(chainIn(list, 'base', 'unblocks')).toEqual(['gate', '  a']);
  });

  it('names an issue of another repository, which is not in the list, without a key', () => {
    const outside = issueOf('o/r#7', { remote: { pullRequests: [], outside: true, subIssues: null } });
    const issues = [issueOf('a', { edges: [edge('blocks', 'o/r#7')] }), outside];
    const chain = chainOf(evaluate([sourceOf(issues)], 0), 'beads:shop#a', 'blockers', all);
    expect(chain?.nodes).toEqual([
      { key: null, id: 'o/r#7', title: 'Title of o/r#7', status: null, depth: 1, mark: null },
    ]);
  });

  it('is walked without recursion, however long it is', () => {
    const count = 100_000;
    const ids = Array.from({ length: count }, (_, at) => `i${at}`);
    const issues = ids.map((id, at) => issueOf(id, { edges: at === 0 ? [] : [edge('blocks', `i${at - 1}`)] }));
    const list = evaluate([{ ...sourceOf(issues), rules: plainRules }], 0);
    for (const [id, direction] of [
      [`i${count - 1}`, 'blockers'],
      ['i0', 'unblocks'],
    ] as const) {
      const short = chainOf(list, `beads:shop#${id}`, direction, 200);
      expect([short?.nodes.length, short?.nodes.at(-1)?.depth, short?.more]).toEqual([200, 200, count - 201]);
      const whole = chainOf(list, `beads:shop#${id}`, direction, all);
      expect([whole?.nodes.length, whole?.more]).toEqual([count - 1, 0]);
    }
  });
});

describe('the chain of any issue', () => {
  const anyFacts = fc.oneof(anySources(7), anyKnot);
  const anyDirection = fc.constantFrom('blockers' as const, 'unblocks' as const);

  it('is what a plain recursion finds', () => {
    fc.assert(
      fc.property(anyFacts, anyDirection, (sources, direction) => {
        const list = evaluate(sources, 150);
        for (const { key } of list) {
          expect(chainOf(list, key, direction, all)).toEqual({ nodes: naiveChain(list, key, direction), more: 0 });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('fills the room there is with nodes in their places, and counts the others', () => {
    fc.assert(
      fc.property(anyFacts, anyDirection, fc.nat(12), (sources, direction, limit) => {
        const list = evaluate(sources, 150);
        for (const { key } of list) {
          const whole = naiveChain(list, key, direction).length;
          const { nodes, more } = chainOf(list, key, direction, limit) ?? { nodes: [], more: -1 };
          expect([nodes.length, more]).toEqual([Math.min(limit, whole), Math.max(0, whole - limit)]);
          nodes.forEach(({ depth }, at) => {
            expect(depth).toBeLessThanOrEqual((nodes[at - 1]?.depth ?? 0) + 1);
          });
        }
      }),
      { numRuns: 300 },
    );
  });
});
