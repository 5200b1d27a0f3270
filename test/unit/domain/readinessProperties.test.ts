import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterChange, nothingToDisplay } from '../../../src/domain/displayList';
import { inDisplayOrder } from '../../../src/domain/ordering';
import type { EvaluatedIssue, SourceFacts, Status } from '../../../src/domain/readiness';
import { evaluate, ReadinessIndex } from '../../../src/domain/readinessIndex';
import { anyIssue, anyKnot, anyRules, anySource, anySources, sourceIds } from './arbitraryFacts';
import { naiveReadiness } from './naiveReadiness';

const numRuns = Number(process.env.READINESS_RUNS ?? 400);

const countOf = (issues: readonly EvaluatedIssue[], status: Status): number =>
  issues.filter((issue) => issue.status === status).length;

const byKey = (issues: Iterable<EvaluatedIssue>): Record<string, EvaluatedIssue> =>
  Object.fromEntries([...issues].sort((a, b) => (a.key < b.key ? -1 : 1)).map((issue) => [issue.key, issue]));

describe('readiness, for any facts', () => {
  it('is what the slow and obvious way says', () => {
    fc.assert(
      fc.property(anySources(7), fc.constantFrom(0, 150, 250), (sources, nowMs) => {
        expect(byKey(evaluate(sources, nowMs))).toEqual(byKey(naiveReadiness(sources, nowMs)));
      }),
      { numRuns: numRuns * 2 },
    );
  });

  it('is what the slow and obvious way says where many wait for each other', () => {
    fc.assert(
      fc.property(anyKnot, (sources) => {
        expect(byKey(evaluate(sources, 0))).toEqual(byKey(naiveReadiness(sources, 0)));
      }),
      { numRuns: numRuns * 2 },
    );
  });

  it('gives every record one key of its own and exactly one status', () => {
    fc.assert(
      fc.property(anySources(12), (sources) => {
        const issues = evaluate(sources, 150);
        const listed = sources.flatMap((source) => source.issues).filter(({ remote }) => remote?.outside !== true);
        expect(new Set(issues.map(({ key }) => key)).size).toBe(listed.length);
        for (const { status, blockedBy } of issues) {
          expect(['done', 'other', 'blocked', 'deferred', 'inProgress', 'ready']).toContain(status);
          expect(blockedBy.length > 0).toBe(status === 'blocked');
        }
      }),
      { numRuns },
    );
  });

  it('blocks nobody by closing an issue, and adds no reason', () => {
    fc.assert(
      fc.property(anySources(8), fc.nat(), (sources, pick) => {
        const all = sources.flatMap((source) => source.issues);
        fc.pre(all.length > 0);
        const chosen = all[pick % all.length];
        const closed = sources.map((source) => ({
          ...source,
          issues: source.issues.map((issue) => (issue === chosen ? { ...issue, trackerStatus: 'closed' } : issue)),
        }));
        const before = byKey(evaluate(sources, 150));
        for (const after of evaluate(closed, 150)) {
          const reasons = before[after.key]?.blockedBy ?? [];
          if (before[after.key]?.status !== 'blocked') expect(after.status).not.toBe('blocked');
          // The way round a cycle may lead past another issue once one has left it.
          const known = reasons.map((reason) => JSON.stringify(reason.reason === 'cycle' ? 'cycle' : reason));
          for (const reason of after.blockedBy) {
            expect(known).toContain(JSON.stringify(reason.reason === 'cycle' ? 'cycle' : reason));
          }
        }
      }),
      { numRuns },
    );
  });
});

type Edit =
  | { readonly do: 'set'; readonly source: SourceFacts }
  | { readonly do: 'remove'; readonly id: string }
  | {
      readonly do: 'rules';
      readonly id: string;
      readonly rules: SourceFacts['rules'];
      readonly aliases: readonly string[];
    }
  | { readonly do: 'put'; readonly id: string; readonly at: number; readonly issue: SourceFacts['issues'][number] }
  | {
      readonly do: 'change';
      readonly id: string;
      readonly at: number;
      readonly field: string;
      readonly issue: SourceFacts['issues'][number];
    }
  | { readonly do: 'drop'; readonly id: string; readonly at: number }
  | { readonly do: 'move'; readonly id: string; readonly at: number; readonly to: number }
  | { readonly do: 'wait'; readonly nowMs: number };

const anyId = fc.constantFrom(...sourceIds);
const place = fc.nat(9);
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 1, arbitrary: anyId.chain((id) => anySource(id, 7)).map((source) => ({ do: 'set' as const, source })) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), id: anyId }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rules' as const),
      id: anyId,
      rules: anyRules,
      aliases: fc.subarray(['one', 'shared']),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('put' as const), id: anyId, at: place, issue: anyIssue }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('change' as const),
      id: anyId,
      at: place,
      field: fc.constantFrom(
        'title',
        'trackerStatus',
        'edges',
        'type',
        'deferUntilMs',
        'location',
        'notWork',
        'id',
        'labels',
      ),
      issue: anyIssue,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('drop' as const), id: anyId, at: place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move' as const), id: anyId, at: place, to: place }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), nowMs: fc.constantFrom(0, 100, 150, 200, 350) }),
  },
);

/** What happens between one flush and the next, several times over. */
const anyRounds = fc.array(fc.array(anyEdit, { minLength: 1, maxLength: 3 }), { maxLength: 10 });

/** Sources under edit, as an index and as the facts it was told. */
class Workspace {
  readonly index = new ReadinessIndex();
  readonly facts = new Map<string, SourceFacts>();
  nowMs = 0;

  apply(edit: Edit): void {
    if (edit.do === 'wait') this.nowMs = edit.nowMs;
    else if (edit.do === 'set') this.set(edit.source);
    else if (edit.do === 'remove') {
      this.facts.delete(edit.id);
      this.index.removeSource(edit.id);
    } else {
      const source = this.facts.get(edit.id);
      if (source !== undefined) this.set(edited(source, edit));
    }
  }

  private set(source: SourceFacts): void {
    this.facts.set(source.id, source);
    this.index.setSource(source);
  }
}

function edited(source: SourceFacts, edit: Exclude<Edit, { do: 'wait' | 'set' | 'remove' }>): SourceFacts {
  if (edit.do === 'rules') return { ...source, rules: edit.rules, aliases: edit.aliases };
  const issues = [...source.issues];
  const at = issues.length === 0 ? 0 : edit.at % issues.length;
  const there = issues[at];
  if (edit.do === 'put') issues.splice(at, 0, edit.issue);
  else if (there === undefined) return source;
  else if (edit.do === 'drop') issues.splice(at, 1);
  else if (edit.do === 'move') issues.splice(edit.to, 0, ...issues.splice(at, 1));
  else issues[at] = { ...there, [edit.field]: edit.issue[edit.field as keyof typeof edit.issue] };
  return { ...source, issues };
}

describe('readiness, kept up with edits', () => {
  it('equals readiness from scratch, and hands out the same object for what did not change', () => {
    fc.assert(
      fc.property(fc.oneof(anySources(7), anyKnot), anyRounds, (sources, rounds) => {
        const workspace = new Workspace();
        const start = sources.map((source): Edit => ({ do: 'set', source }));
        let shown = nothingToDisplay;
        for (const edits of [start, ...rounds]) {
          const { index, facts } = workspace;
          const before = byKey(index.all());
          for (const edit of edits) workspace.apply(edit);
          const { nowMs } = workspace;
          // What is told stays that of the last flush until the next.
          for (const [key, issue] of Object.entries(before)) expect(index.get(key)).toBe(issue);
          const change = index.flush(nowMs);
          const after = byKey(index.all());
          const scratch = byKey(evaluate(facts.values(), nowMs));
          expect(after).toEqual(scratch);
          expect([...change.removed].sort()).toEqual(Object.keys(before).filter((key) => !(key in after)));
          const different = Object.keys(after).filter((key) => after[key] !== before[key]);
          expect([...change.changed].sort()).toEqual(different);
          for (const key of different)
            expect(after[key]).not.toSatisfy((issue: EvaluatedIssue) => same(issue, before[key]));
          for (const key of Object.keys(after)) expect(index.get(key)).toBe(after[key]);
          for (const key of change.removed) expect(index.get(key)).toBeUndefined();
          expect(change.current).toEqual(change.changed.map((key) => after[key]));
          shown = afterChange(shown, change.outdated, change.current);
          const inOrder = inDisplayOrder(index.all());
          expect(shown.issues).toHaveLength(inOrder.length);
          expect(shown.issues.every((issue, i) => issue === inOrder[i])).toBe(true);
          for (const status of Object.keys(shown.counts) as Status[]) {
            expect(shown.counts[status]).toBe(countOf(inOrder, status));
          }
        }
      }),
      { numRuns },
    );
  });

  it('changes nothing before the moment it announces', () => {
    fc.assert(
      fc.property(anySources(7), (sources) => {
        const index = new ReadinessIndex();
        for (const source of sources) index.setSource(source);
        for (let nowMs = 0; ;) {
          index.flush(nowMs);
          const next = index.nextChangeAtMs;
          const last = (next ?? nowMs + 1_000) - 1;
          expect(index.flush(last)).toMatchObject({ changed: [], removed: [] });
          expect(byKey(evaluate(sources, last))).toEqual(byKey(index.all()));
          if (next === null) break;
          expect(next).toBeGreaterThan(nowMs);
          nowMs = next;
        }
      }),
      { numRuns },
    );
  });
});

/** Deep equality that takes an issue for another only when it is the same object. */
function same(a: EvaluatedIssue | undefined, b: EvaluatedIssue | undefined): boolean {
  return a?.issue === b?.issue && JSON.stringify(a) === JSON.stringify(b);
}
