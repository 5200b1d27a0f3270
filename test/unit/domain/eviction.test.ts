import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spareable } from '../../../src/domain/eviction';
import type { Issue } from '../../../src/domain/issue';
import { blocks, issueOf, plainRules } from '../../fakes/issues';

const closed = (id: string, facts: Partial<Issue> = {}): Issue => issueOf(id, { trackerStatus: 'closed', ...facts });
const ids = (issues: readonly Issue[]): readonly string[] => spareable(issues, plainRules).map(({ id }) => id);

describe('spareable', () => {
  it('names closed issues, those that were not touched for longest first', () => {
    expect(
      ids([
        closed('a', { updatedAtMs: 30 }),
        issueOf('b', { updatedAtMs: 1 }),
        closed('c', { updatedAtMs: 10 }),
        closed('d', { closedAtMs: 20 }),
        closed('e', { createdAtMs: 5 }),
      ]),
    ).toEqual(['e', 'c', 'd', 'a']);
  });

  it('takes those that say nothing for the oldest, and of several the last', () => {
    expect(ids([closed('a', { updatedAtMs: 1 }), closed('b'), closed('c')])).toEqual(['c', 'b', 'a']);
  });

  it('takes words of the tracker for closed as the rules say', () => {
    expect(ids([issueOf('a', { trackerStatus: 'Done' }), issueOf('b', { trackerStatus: 'pinned' })])).toEqual(['a']);
  });

  it('never names one that an edge of an open issue names, in whatever way', () => {
    const edge = { ...blocks('b'), kind: 'related', reversed: true };
    expect(
      ids([issueOf('a', { edges: [edge] }), closed('b'), closed('c', { edges: [blocks('d')] }), closed('d')]),
    ).toEqual(['d', 'c']);
  });

  it('knows an id in its other spellings, and one of another repository', () => {
    const rules = { ...plainRules, ids: { ignoreCase: true, ignoreLeadingZeros: true, barePrefix: 'task-' } };
    const issues = [
      issueOf('task-1', { edges: [blocks('7'), { ...blocks('12'), scope: 'acme/tools' }] }),
      closed('TASK-007'),
      closed('acme/tools#12'),
      closed('task-8'),
    ];
    expect(spareable(issues, rules).map(({ id }) => id)).toEqual(['task-8']);
  });

  it('leaves every open issue, and all it names', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const issue = fc
      .record({
        id: name,
        edges: fc.array(name, { maxLength: 2 }),
        open: fc.boolean(),
        updatedAtMs: fc.option(fc.nat(9)),
      })
      .map(({ id, edges, open, updatedAtMs }) =>
        issueOf(id, { edges: edges.map(blocks), trackerStatus: open ? 'open' : 'closed', updatedAtMs }),
      );
    fc.assert(
      fc.property(fc.array(issue, { maxLength: 8 }), (issues) => {
        const spared = new Set(spareable(issues, plainRules));
        for (const each of issues.filter(({ trackerStatus }) => trackerStatus === 'open')) {
          expect(spared.has(each)).toBe(false);
          const names = each.edges.map(({ id }) => id);
          expect(issues.some((other) => spared.has(other) && names.includes(other.id))).toBe(false);
        }
      }),
    );
  });
});
