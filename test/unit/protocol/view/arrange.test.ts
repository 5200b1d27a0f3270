import { describe, expect, it } from 'vitest';
import type { Row } from '../../../../src/protocol/messages';
import { arrange } from '../../../../src/protocol/view/arrange';
import type { ArrangeWish } from '../../../../src/protocol/view/arranged';
import { sampleRow, sampleSource } from '../../../fakes/panelState';
import { arrangeable } from './arrangeableRows';

const asTheyStand: ArrangeWish = { query: '', grouping: 'status', sorting: 'priority', nowMs: 0 };

const rows: readonly Row[] = [
  sampleRow('1', { title: 'Schema', priority: 0, labels: ['db', 'x'], phase: 'Phase 10', assignees: ['ann'] }),
  sampleRow('2', { title: 'Shcema', priority: 1, labels: ['DB'], phase: 'Phase 2', status: 'blocked', updatedAtMs: 9 }),
  sampleRow('3', { title: 'A schema', priority: 1, unblocks: { direct: 1, total: 4 }, updatedAtMs: null }),
  sampleRow('4', { title: 'Docs', priority: null, parentKey: 'beads:shop#9', parentTitle: 'Zebra', createdAtMs: 1 }),
  sampleRow('5', { title: 'Done', status: 'done', current: true }),
];

/** Each group as `id: ids of its issues /total`. */
function groups(wish: Partial<ArrangeWish>, from: readonly Row[] = rows): readonly string[] {
  const data = arrangeable(from);
  return arrange(data, { ...asTheyStand, ...wish }).groups.map(
    ({ id, keys, total }) => `${id}: ${keys.map((key) => data.rows.get(key)?.id).join(' ')} /${total}`,
  );
}

describe('A list as the host ordered it', () => {
  it('is made of the very arrays of the host, in five groups', () => {
    const { rows: map, order, header } = arrangeable(rows);
    // A map that cannot be read: nothing is looked at.
    const unread = new Proxy(map, {
      get: () => {
        throw new Error('The rows are not needed.');
      },
    });
    const arranged = arrange({ rows: unread, order, header }, asTheyStand);
    expect(arranged.groups.map(({ value }) => value)).toEqual(['inProgress', 'ready', 'blocked', 'deferred', 'other']);
    expect(arranged.groups.find(({ value }) => value === 'ready')?.keys).toBe(order.ready);
    expect([arranged.total, arranged.matching, arranged.filtering]).toEqual([4, 4, false]);
  });

  it('keeps them also while a query is typed that says nothing yet', () => {
    const data = arrangeable(rows);
    const { groups: arranged, filtering, query } = arrange(data, { ...asTheyStand, query: 'updated:<7x' });
    expect(arranged.find(({ value }) => value === 'ready')?.keys).toBe(data.order.ready);
    expect([filtering, query.troubles.length]).toEqual([false, 1]);
  });
});

describe('A query', () => {
  it('leaves what it finds in each group, what has it as typed first, beside what there was', () => {
    expect(groups({ query: 'schema' })).toEqual([
      'status:inProgress:  /0',
      'status:ready: 1 3 /3',
      'status:blocked: 2 /1',
      'status:deferred:  /0',
      'status:other:  /0',
    ]);
    expect(groups({ query: 'schema', grouping: 'parent' })).toEqual(['parent:beads:shop#9:  /1', 'parent: 1 3 2 /3']);
  });

  it('means by “me” and by ages what the wish says', () => {
    const data = arrangeable(rows, { me: ['ann'] });
    expect(arrange(data, { ...asTheyStand, query: 'is:mine' }).matching).toBe(1);
    expect(arrange(data, { ...asTheyStand, query: 'updated:<1d', nowMs: 10 }).matching).toBe(3);
  });
});

describe('Groups', () => {
  it.each([
    ['priority', ['priority:0: 1 /1', 'priority:1: 2 3 /2', 'priority: 4 /1']],
    ['label', ['label:db: 1 2 /2', 'label: 3 4 /2']],
    ['phase', ['phase:phase 2: 2 /1', 'phase:phase 10: 1 /1', 'phase: 3 4 /2']],
    ['assignee', ['assignee:ann: 1 /1', 'assignee: 2 3 4 /3']],
    ['parent', ['parent:beads:shop#9: 4 /1', 'parent: 1 2 3 /3']],
    ['source', ['source:beads:shop: 1 2 3 4 /4']],
    ['repository', ['repository:shop: 1 2 3 4 /4']],
  ] as const)('by %s stand in their order, none last', (grouping, expected) => {
    expect(groups({ grouping })).toEqual(expected);
  });

  it('by parent are in the order of titles, and go by them', () => {
    const children = ['b', 'a', 'b2'].map((title, at) =>
      sampleRow(`${at}`, { parentKey: `p${9 - at}`, parentTitle: title }),
    );
    const arranged = arrange(arrangeable(children), { ...asTheyStand, grouping: 'parent' });
    expect(arranged.groups.map((group) => ('name' in group ? group.name : null))).toEqual(['a', 'b', 'b2']);
  });

  it('by source go by what tells them apart', () => {
    const data = arrangeable(rows, { sources: [sampleSource({ tag: 'shop Beads' })] });
    const [group] = arrange(data, { ...asTheyStand, grouping: 'source' }).groups;
    expect(group).toMatchObject({ kind: 'source', value: 'beads:shop', name: 'shop Beads' });
  });
});

describe('Sorting', () => {
  it.each([
    ['unblocks', ['ready: 3 1 4 /3', 'blocked: 2 /1']],
    ['updated', ['ready: 1 4 3 /3', 'blocked: 2 /1']],
    ['created', ['ready: 1 3 4 /3', 'blocked: 2 /1']],
  ] as const)('by %s puts unknown last, and ties as the host has them', (sorting, expected) => {
    const sorted = groups({ sorting }).filter((group) => !group.endsWith('/0'));
    expect(sorted).toEqual(expected.map((group) => `status:${group}`));
  });

  it('goes through the groups of every grouping', () => {
    expect(groups({ grouping: 'priority', sorting: 'updated' })).toEqual([
      'priority:0: 1 /1',
      'priority:1: 2 3 /2',
      'priority: 4 /1',
    ]);
  });
});

describe('Nothing at all', () => {
  it('is five empty groups by status, and none otherwise', () => {
    expect(groups({ query: 'x' }, [])).toHaveLength(5);
    expect(groups({ grouping: 'label' }, [])).toEqual([]);
  });

  it('of a list whose rows are not all here is listed for them', () => {
    const data = { ...arrangeable(rows), rows: new Map<string, Row>() };
    expect(arrange(data, { ...asTheyStand, query: 'schema' })).toMatchObject({ total: 4, matching: 0 });
    expect(arrange(data, { ...asTheyStand, grouping: 'label' }).groups).toEqual([]);
  });
});
