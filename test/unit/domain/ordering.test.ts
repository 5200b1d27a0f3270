import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Priority } from '../../../src/domain/issue';
import { inDisplayOrder, replaceOrdered } from '../../../src/domain/ordering';
import type { EvaluatedIssue } from '../../../src/domain/readiness';
import { evaluate } from '../../../src/domain/readinessIndex';
import { issueOf, sourceOf } from './readinessFacts';

const judgedIssues = (
  facts: readonly { priority: Priority | null; createdAtMs: number | null }[],
): EvaluatedIssue[] => [...evaluate([sourceOf(facts.map((fact, i) => issueOf(`n${i}`, fact)))], 0)];

const ids = (issues: readonly EvaluatedIssue[]): string[] => issues.map(({ issue }) => issue.id);

const anyFacts = fc.record({
  priority: fc.constantFrom<(Priority | null)[]>(0, 1, 4, null),
  createdAtMs: fc.constantFrom(null, 1, 2, 3),
});

describe('display order', () => {
  it('is by priority, then newest, then key, what is unknown last', () => {
    const issues = judgedIssues([
      { priority: null, createdAtMs: 9 },
      { priority: 2, createdAtMs: 1 },
      { priority: 2, createdAtMs: null },
      { priority: 2, createdAtMs: 5 },
      { priority: 0, createdAtMs: 1 },
      { priority: 2, createdAtMs: 5 },
      { priority: null, createdAtMs: null },
    ]);
    expect(ids(inDisplayOrder(issues))).toEqual(['n4', 'n3', 'n5', 'n1', 'n2', 'n0', 'n6']);
  });

  it('is kept by replacing some issues as sorting anew would give it', () => {
    fc.assert(
      fc.property(fc.array(anyFacts, { maxLength: 20 }), fc.func(fc.nat(2)), (facts, fate) => {
        const all = judgedIssues(facts);
        const fateOf = (issue: EvaluatedIssue): number => fate(issue.key);
        const before = inDisplayOrder(all.filter((issue) => fateOf(issue) !== 0));
        const leaving = new Set(all.filter((issue) => fateOf(issue) === 1).map(({ key }) => key));
        const entering = all.filter((issue) => fateOf(issue) === 0);
        const after = all.filter((issue) => fateOf(issue) !== 1);
        const outdated = before.filter(({ key }) => leaving.has(key));
        expect(replaceOrdered(before, outdated, entering)).toEqual(inDisplayOrder(after));
      }),
    );
  });
});
