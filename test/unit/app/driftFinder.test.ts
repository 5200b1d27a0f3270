import { beforeEach, describe, expect, it } from 'vitest';
import { DriftFinder, type DriftFacts } from '../../../src/app/driftFinder';
import { unreadSource, type SourceState } from '../../../src/app/sourceState';
import type { RepositoryContext } from '../../../src/domain/context';
import { driftOf } from '../../../src/domain/driftOf';
import type { EvaluatedIssue } from '../../../src/domain/readiness';
import { evaluate } from '../../../src/domain/readinessIndex';
import type { Issue } from '../../../src/domain/issue';
import { FakeTracker } from '../../fakes/fakeTracker';
import { cleanState } from '../../fakes/gitState';
import { issueOf, plainRules } from '../../fakes/issues';
import { repositoryContextOf } from '../../fakes/repositoryContext';

const dayMs = 24 * 3_600_000;
const nowMs = 100 * dayMs;
const root = '/w/shop';

const underWay = (id: string, updatedAtMs: number): Issue => issueOf(id, { trackerStatus: 'in_progress', updatedAtMs });

const judged = (issues: readonly Issue[]): readonly EvaluatedIssue[] =>
  evaluate([{ id: 'fake:shop', aliases: [], rules: plainRules, issues }], nowMs);

const keysOf = (issues: readonly EvaluatedIssue[]): Set<string> => new Set(issues.map(({ key }) => key));

describe('DriftFinder', () => {
  let sources: readonly SourceState[];
  let repository: RepositoryContext;
  let finder: DriftFinder;
  const noReferences: readonly never[] = [];

  const facts = (): DriftFacts => ({
    sources,
    repositories: [repository],
    references: () => noReferences,
    quietAfterDays: 7,
  });
  const find = (
    issues: readonly EvaluatedIssue[],
    touched: Set<string>,
    atMs = nowMs,
  ): ReturnType<DriftFinder['find']> =>
    finder.find(facts(), issues, (key) => issues.find((issue) => issue.key === key), touched, atMs);

  beforeEach(async () => {
    const [source] = await new FakeTracker([]).discover({ root, name: 'shop' });
    if (source === undefined) throw new Error('no source');
    sources = [unreadSource(source, { root, name: 'shop', isGit: true, within: null })];
    repository = repositoryContextOf({ root, git: cleanState });
    finder = new DriftFinder();
  });

  it('gives the same for what changed as for all of it', () => {
    const before = [underWay('1', nowMs), underWay('2', nowMs - 9 * dayMs), underWay('3', nowMs - 8 * dayMs)];
    const first = judged(before);
    find(first, keysOf(first));
    const after = judged([underWay('1', nowMs - 20 * dayMs), ...before.slice(1, 2)]);
    const touched = new Set(['fake:shop#1', 'fake:shop#3']);
    const found = find(after, touched);
    const input = { sources: [], repositories: [], quietAfterDays: 7, issues: after, nowMs };
    expect([...found.keys()].sort()).toEqual([...driftOf(input).keys()].sort());
    expect([...found]).toEqual(expect.arrayContaining([...driftOf(input)]));
  });

  it('stays the same object while nothing changed', () => {
    const issues = judged([underWay('1', nowMs - 9 * dayMs)]);
    const first = find(issues, keysOf(issues));
    expect(first.size).toBe(1);
    expect(find(issues, new Set())).toBe(first);
    expect(find(issues, keysOf(issues))).toBe(first);
  });

  it('tells which issues drift though they are the same', () => {
    const issues = judged([issueOf('1', { trackerStatus: 'closed' })]);
    find(issues, keysOf(issues));
    repository = { ...repository, git: { ...cleanState, branch: '1-cart' }, currentIssue: 'fake:shop#1' };
    const touched = new Set<string>();
    expect([...find(issues, touched).keys()]).toEqual(['fake:shop#1']);
    expect([...touched]).toEqual(['fake:shop#1']);
  });

  it('knows when an issue turns quiet', () => {
    const issues = judged([underWay('1', nowMs - 6 * dayMs)]);
    expect(find(issues, keysOf(issues)).size).toBe(0);
    expect(finder.nextChangeAtMs).toBe(nowMs + dayMs);
    const touched = new Set<string>();
    expect(find(issues, touched, nowMs + dayMs).size).toBe(1);
    expect(touched.size).toBe(1);
  });
});
