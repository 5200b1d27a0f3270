import { describe, expect, it } from 'vitest';
import { decodeRecord, type IssueFacts } from '../../../src/adapters/trackers/beads/record';

function facts(record: object): IssueFacts {
  const decoded = decodeRecord({ id: 'x-1', title: 'One', ...record });
  if (decoded.kind !== 'issue') throw new Error(JSON.stringify(decoded));
  expect(decoded.remarks).toEqual([]);
  return decoded.facts;
}

function remarks(record: object): readonly string[] {
  const decoded = decodeRecord({ id: 'x-1', title: 'One', ...record });
  if (decoded.kind !== 'issue') throw new Error(JSON.stringify(decoded));
  return decoded.remarks;
}

const malformed = (value: unknown): string => {
  const decoded = decodeRecord(value);
  return decoded.kind === 'malformed' ? decoded.why : decoded.kind;
};

describe('a Beads record', () => {
  it('becomes the facts it states', () => {
    expect(
      facts({
        _type: 'issue',
        title: 'Pour',
        status: 'in_progress',
        priority: 0,
        issue_type: 'bug',
        assignee: 'sam',
        created_by: 'kim',
        labels: ['a', 'b'],
        created_at: '2026-03-01T08:00:00Z',
        updated_at: '2026-03-01T08:00:00.123456789Z',
        closed_at: '2026-03-01T08:00:00.5-08:00',
        defer_until: '2026-04-01T00:00:00+02:00',
        started_at: '2026-03-01T08:00:00Z',
        external_ref: 'https://example.org/1',
        something: { newer: ['versions', 'write'] },
      }),
    ).toEqual({
      id: 'x-1',
      title: 'Pour',
      trackerStatus: 'in_progress',
      notWork: false,
      priority: 0,
      type: 'bug',
      labels: ['a', 'b'],
      assignees: ['sam'],
      author: 'kim',
      phase: null,
      started: true,
      createdAtMs: Date.UTC(2026, 2, 1, 8),
      updatedAtMs: Date.UTC(2026, 2, 1, 8, 0, 0, 123),
      closedAtMs: Date.UTC(2026, 2, 1, 16, 0, 0, 500),
      deferUntilMs: Date.UTC(2026, 2, 31, 22),
      url: 'https://example.org/1',
      edges: [],
    });
  });

  it('is open when it has no status, and called by its id when it has no title', () => {
    expect(facts({ title: '' })).toMatchObject({ trackerStatus: 'open', title: 'x-1', priority: null, type: null });
    expect(facts({ status: '' }).trackerStatus).toBe('open');
    expect(facts({ status: null, labels: null, assignee: null, dependencies: null }).trackerStatus).toBe('open');
  });

  it.each(['pinned', 'ephemeral', 'wisp', 'is_template'])('is no work when it is %s', (flag) => {
    expect(facts({ [flag]: true }).notWork).toBe(true);
    expect(facts({ [flag]: false }).notWork).toBe(false);
  });

  it('keeps edges of every kind as written, each once', () => {
    const edge = { issue_id: 'x-1', depends_on_id: 'x-2', type: 'blocks' };
    expect(facts({ dependencies: [edge, edge, { ...edge, type: 'discovered-from' }] }).edges).toEqual([
      { kind: 'blocks', id: 'x-2', scope: null, reversed: false },
      { kind: 'discovered-from', id: 'x-2', scope: null, reversed: false },
    ]);
  });

  it('keeps a reference to another project as written', () => {
    const dependencies = [{ depends_on_id: 'external:pay:refunds', type: 'blocks' }];
    expect(facts({ dependencies }).edges).toEqual([
      { kind: 'blocks', id: 'external:pay:refunds', scope: null, reversed: false },
    ]);
  });

  it('understands dependencies as bd show prints them', () => {
    const dependencies = [{ id: 'x-2', title: 'Two', dependency_type: 'parent-child' }];
    expect(facts({ dependencies }).edges).toEqual([{ kind: 'parent-child', id: 'x-2', scope: null, reversed: false }]);
  });

  it('has a url only when its reference is one', () => {
    expect(facts({ external_ref: 'gh-9' }).url).toBeNull();
    expect(facts({ external_ref: 'javascript:alert(1)' }).url).toBeNull();
  });

  it('takes a time that was never set for none', () => {
    expect(facts({ created_at: '0001-01-01T00:00:00Z', updated_at: '1970-01-01T00:00:00Z' })).toMatchObject({
      createdAtMs: null,
      updatedAtMs: null,
    });
  });

  it('is skipped when it is another kind of record', () => {
    expect(decodeRecord({ _type: 'memory', key: 'k' })).toEqual({ kind: 'skipped' });
  });

  it('is malformed when readiness could not be told from it', () => {
    expect(malformed('text')).toBe('is not a JSON object');
    expect(malformed(null)).toBe('is not a JSON object');
    expect(malformed([])).toBe('is not a JSON object');
    expect(malformed({ title: 'no id' })).toBe('has no id');
    expect(malformed({ id: ' ' })).toBe('has no id');
    expect(malformed({ id: 7 })).toBe('has an id that is not text');
    expect(malformed({ id: 'x-1', status: 3 })).toContain('status');
    expect(malformed({ id: 'x-1', dependencies: 'x-2' })).toContain('dependencies');
  });

  it('leaves out an optional field it cannot understand, and says so', () => {
    const decoded = decodeRecord({
      id: 'x-1',
      title: 5,
      priority: 9,
      labels: ['a', 1],
      assignee: {},
      created_at: 'yesterday',
      updated_at: '2026-13-45T00:00:00Z',
    });
    expect(decoded).toMatchObject({
      kind: 'issue',
      facts: { title: 'x-1', priority: null, labels: [], assignees: [], createdAtMs: null, updatedAtMs: null },
      remarks: [
        'title is not text',
        'priority is not a whole number from 0 to 4',
        'labels is not a list of texts',
        'assignee is not text',
        'created_at is not a time (RFC 3339)',
        'updated_at is not a time (RFC 3339)',
      ],
    });
  });

  it('leaves out a dependency that names no issue, or is another issue’s', () => {
    expect(remarks({ dependencies: ['x-2', { type: 'blocks' }, { issue_id: 'x-7', depends_on_id: 'x-2' }] })).toEqual([
      'dependency 1 is not an object',
      'dependency 2 names no issue',
      'dependency 3 belongs to x-7',
    ]);
  });
});
