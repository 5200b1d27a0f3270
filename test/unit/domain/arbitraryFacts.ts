/** Answers for random sources: small enough to judge by hand, odd enough to meet every rule. */
import fc from 'fast-check';
import type { Edge, Issue } from '../../../src/domain/issue';
import type { SourceFacts } from '../../../src/domain/readiness';
import { exactIds } from '../../../src/domain/trackerRules';
import { issueOf, plainRules } from '../../fakes/issues';

const ids = ['a', 'b', 't-1', '01', 'T-1.02', '1.2', 'A', 'a@x:1', 'a~2', 'b~2', 't-a', 'nobody#a', 'nobody#A'];
const kinds = [
  'blocks',
  'blocks',
  'blocks',
  'Blocks',
  'conditional',
  'says',
  'parent-child',
  'parent-child',
  'waits-for',
  'related',
];
const scopes = [null, null, null, null, null, null, 't:one', 't:two', 'one', 'shared', 'nobody', 't:o#ne'];
const statuses = [
  'open',
  'open',
  'open',
  'open',
  'Open',
  'closed',
  'in_progress',
  'blocked',
  'deferred',
  'pinned',
  'weird',
  'resolved',
];
const moments = [null, null, null, 100, 200, 300];

const from = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const anyEdge: fc.Arbitrary<Edge> = fc.record({
  kind: from(kinds),
  id: from(ids.slice(0, 8)),
  scope: from(scopes),
  reversed: from([false, false, false, true]),
});

export const anyIssue: fc.Arbitrary<Issue> = fc
  .record({
    id: from(ids),
    title: from(['One', 'Two']),
    trackerStatus: from(statuses),
    notWork: from([false, false, false, false, true]),
    started: from([false, false, true]),
    type: from(['task', 'task', 'Gate', null]),
    deferUntilMs: from(moments),
    location: from([null, null, { path: 'x', line: 1 }, { path: 'x', line: 2 }]),
    edges: fc.array(anyEdge, { maxLength: 4 }),
    outside: from([false, false, false, true]),
  })
  .map(({ id, outside, ...facts }) =>
    issueOf(id, outside ? { ...facts, remote: { pullRequests: [], outside, subIssues: null } } : facts),
  );

const rules = [
  { ...plainRules, edges: { ...plainRules.edges, conditional: 'blocks' as const } },
  {
    ...plainRules,
    edges: { ...plainRules.edges, says: 'blocksIfFound' as const },
    unknownBlocker: 'blocks' as const,
    ids: { ...exactIds, ignoreCase: true },
  },
  { ...plainRules, blockedParentBlocks: false, deferredParentDefers: false },
  {
    ...plainRules,
    unknownBlocker: 'blocks' as const,
    ids: { ignoreCase: true, ignoreLeadingZeros: true, barePrefix: 't-' },
  },
  { ...plainRules, ids: { ...exactIds, ignoreLeadingZeros: true } },
];

export const anyRules = from(rules);

export const sourceIds = ['t:one', 't:two', 't:o#ne'];

export const anySource = (id: string, maxIssues: number): fc.Arbitrary<SourceFacts> =>
  fc.record({
    id: fc.constant(id),
    aliases: fc.subarray(['one', 'shared']),
    rules: anyRules,
    issues: fc.array(anyIssue, { maxLength: maxIssues }),
  });

/** One to three sources with distinct ids. */
export const anySources = (maxIssues: number): fc.Arbitrary<SourceFacts[]> =>
  fc.subarray(sourceIds, { minLength: 1 }).chain((chosen) => fc.tuple(...chosen.map((id) => anySource(id, maxIssues))));

/** A knot: one source with few ids, many blocking and parent edges, and nothing done. */
export const anyKnot: fc.Arbitrary<SourceFacts[]> = fc
  .array(
    fc.record({
      status: from(['open', 'open', 'open', 'open', 'open', 'blocked', 'pinned']),
      type: from(['task', 'task', 'task', 'gate']),
      edges: fc.array(
        fc.record({ to: fc.nat(8), kind: from(['blocks', 'parent-child', 'parent-child', 'waits-for']) }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 2, maxLength: 9 },
  )
  .map((rows) => [
    {
      id: 't:one',
      aliases: [],
      rules: plainRules,
      issues: rows.map(({ status, type, edges }, i) =>
        issueOf(ids[i] ?? `n${String(i)}`, {
          trackerStatus: status,
          type,
          edges: edges.map(({ to, kind }) => ({ kind, id: ids[to] ?? `n${String(to)}`, scope: null, reversed: false })),
        }),
      ),
    },
  ]);
