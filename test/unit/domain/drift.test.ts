import { describe, expect, it } from 'vitest';
import type { CommitReference } from '../../../src/domain/commitReference';
import { driftOf, nextDriftAtMs, type DriftInput, type DriftSource } from '../../../src/domain/driftOf';
import type { Commit, GitState } from '../../../src/domain/git';
import type { Issue, PullRequest } from '../../../src/domain/issue';
import type { EvaluatedIssue, Status } from '../../../src/domain/readiness';
import { cleanState } from '../../fakes/gitState';
import { evaluatedOf, issueOf } from '../../fakes/issues';

const dayMs = 24 * 3_600_000;
const nowMs = Date.parse('2026-03-01T12:00:00Z');
const url = 'https://github.com/octo/shop';

const evaluated = (id: string, status: Status, facts: Partial<Issue> = {}, source = 'github:shop'): EvaluatedIssue =>
  evaluatedOf(source, id, { issue: issueOf(id, facts), status });

const reference = (number: number, facts: Partial<CommitReference> = {}): CommitReference => ({
  repository: 'octo/shop',
  number,
  commit: `c${number}`,
  committedAtMs: nowMs - dayMs,
  closedBy: null,
  state: { kind: 'pending' },
  ...facts,
});

const closing = (number: number, atMs = nowMs - dayMs, facts: Partial<CommitReference> = {}): CommitReference =>
  reference(number, { closedBy: { commit: `c${number}`, committedAtMs: atMs }, ...facts });

const remoteSource = (references: readonly CommitReference[]): DriftSource => ({
  id: 'github:shop',
  repository: '/shop',
  remote: { repository: 'octo/shop', url },
  references,
});
const localSource: DriftSource = { id: 'roadmap:shop', repository: '/shop', remote: null, references: [] };

const merged = (facts: Partial<PullRequest> = {}): Pick<Issue, 'remote'> => ({
  remote: {
    pullRequests: [
      { id: '#34', title: 'Mend', url: `${url}/pull/34`, state: 'merged', review: null, mergedAtMs: nowMs, ...facts },
    ],
    outside: false,
    subIssues: null,
  },
});

function inputOf(issues: readonly EvaluatedIssue[], facts: Partial<DriftInput> = {}): DriftInput {
  return { issues, sources: [remoteSource([])], repositories: [], quietAfterDays: 0, nowMs, ...facts };
}

const repository = (
  git: Partial<GitState>,
  currentIssue: string | null = null,
): DriftInput['repositories'][number] => ({
  root: '/shop',
  git: { ...cleanState, ...git },
  currentIssue,
});

const commit = (message: string, hash = 'c1'): Commit => ({
  hash,
  message,
  author: 'Sam',
  committedAtMs: nowMs - dayMs,
});

describe('an issue that a commit closes', () => {
  it('drifts while it is open, and says which commit', () => {
    const input = inputOf([evaluated('1', 'ready'), evaluated('2', 'blocked'), evaluated('3', 'done')], {
      sources: [remoteSource([closing(1), reference(2), closing(3)])],
    });
    expect([...driftOf(input)]).toEqual([
      [
        'github:shop#1',
        [{ kind: 'fixedByCommit', commit: 'c1', committedAtMs: nowMs - dayMs, url: `${url}/commit/c1` }],
      ],
    ]);
  });

  it.each<[string, Partial<Issue>, boolean]>([
    ['was closed before the commit, and opened again', { closedAtMs: nowMs - 2 * dayMs }, true],
    ['was closed after the commit, and opened again', { closedAtMs: nowMs }, false],
    ['did not exist at the commit', { createdAtMs: nowMs }, false],
    ['was made just then, by clocks that differ', { createdAtMs: nowMs - dayMs + 60_000 }, true],
    ['was moved after the commit', { updatedAtMs: nowMs }, true],
    [
      'says that it was opened again, and moved after the commit',
      { trackerStatus: 'reopened', updatedAtMs: nowMs },
      false,
    ],
  ])('looks at when an issue %s', (_, facts, drifts) => {
    const input = inputOf([evaluated('1', 'ready', facts)], { sources: [remoteSource([closing(1)])] });
    expect(driftOf(input).has('github:shop#1')).toBe(drifts);
  });

  it('is one of the repository itself, however that is written', () => {
    const references = [
      closing(1, nowMs, { repository: 'other/shop' }),
      closing(2, nowMs, { repository: 'Octo/Shop' }),
    ];
    const input = inputOf([evaluated('1', 'ready'), evaluated('2', 'ready')], { sources: [remoteSource(references)] });
    expect([...driftOf(input).keys()]).toEqual(['github:shop#2']);
  });

  it.each(['[closes roadmap:3F2A9C01]', 'Fixes #3f2a9c01.', 'resolves: #3f2a9c01, and more'])(
    'drifts in a tracker of the repository too: %s',
    (message) => {
      const issue = evaluated('3f2a9c01', 'ready', {}, 'roadmap:shop');
      const sources = [localSource];
      const on = (branch: string): ReadonlyMap<string, unknown> =>
        driftOf(
          inputOf([issue], { sources, repositories: [repository({ branch, recentCommits: [commit(message)] })] }),
        );
      expect(on('main').get(issue.key)).toMatchObject([{ kind: 'fixedByCommit', commit: 'c1', url: null }]);
      expect(on('feature/x').size).toBe(0);
    },
  );

  it.each(['closes roadmap:3f2a9c01', 'prefixes #3f2a9c01', 'fixes #3f2a9c012', 'see #3f2a9c01'])(
    'does not take %j for closing',
    (message) => {
      const issue = evaluated('3f2a9c01', 'ready', {}, 'roadmap:shop');
      const repositories = [repository({ branch: 'main', recentCommits: [commit(message)] })];
      expect(driftOf(inputOf([issue], { sources: [localSource], repositories })).size).toBe(0);
    },
  );
});

describe('an issue whose pull request was merged', () => {
  it('drifts while it is open', () => {
    const input = inputOf([evaluated('1', 'ready', merged()), evaluated('2', 'done', merged())]);
    expect([...driftOf(input)]).toEqual([
      ['github:shop#1', [{ kind: 'mergedPullRequest', id: '#34', mergedAtMs: nowMs, url: `${url}/pull/34` }]],
    ]);
  });

  it('does not drift with one that is open or was turned down, nor when it was opened again since', () => {
    const issues = [
      evaluated('1', 'ready', merged({ state: 'open', mergedAtMs: null })),
      evaluated('2', 'ready', merged({ state: 'closed', mergedAtMs: null })),
      evaluated('3', 'ready', { ...merged({ mergedAtMs: nowMs - dayMs }), closedAtMs: nowMs }),
    ];
    expect(driftOf(inputOf(issues)).size).toBe(0);
  });

  it('drifts by the commit that names both', () => {
    const pull = reference(34, {
      commit: 'c1',
      state: {
        kind: 'resolved',
        resolution: { kind: 'pullRequest', title: 'Mend', url: `${url}/pull/34`, state: 'merged' },
        resolvedAtMs: nowMs,
      },
    });
    const input = inputOf([evaluated('1', 'ready')], { sources: [remoteSource([closing(1), pull])] });
    expect(driftOf(input).get('github:shop#1')).toMatchObject([
      { kind: 'fixedByCommit' },
      { kind: 'mergedPullRequest', id: '#34', mergedAtMs: null, url: `${url}/pull/34` },
    ]);
  });
});

describe('a branch that names an issue', () => {
  it('drifts when the issue is done, in any tracker', () => {
    const done = evaluated('x', 'done', {}, 'roadmap:shop');
    const repositories = [repository({ branch: 'fix/x' }, done.key)];
    const drift = driftOf(inputOf([done], { sources: [localSource], repositories }));
    expect(drift.get(done.key)).toEqual([{ kind: 'branchOfDone', branch: 'fix/x', repository: '/shop' }]);
    expect(driftOf(inputOf([{ ...done, status: 'ready' }], { sources: [localSource], repositories })).size).toBe(0);
  });
});

describe('an issue in progress', () => {
  const quiet = (facts: Partial<Issue>, more: Partial<DriftInput> = {}): unknown =>
    driftOf(inputOf([evaluated('1', 'inProgress', facts)], { quietAfterDays: 7, ...more })).get('github:shop#1');

  it('is quiet when nothing moved for so many days', () => {
    expect(quiet({ updatedAtMs: nowMs - 7 * dayMs })).toEqual([{ kind: 'quiet', days: 7 }]);
    expect(quiet({ updatedAtMs: nowMs - 9.5 * dayMs })).toEqual([{ kind: 'quiet', days: 9 }]);
    expect(quiet({ updatedAtMs: nowMs - 6.9 * dayMs })).toBeUndefined();
    expect(quiet({ createdAtMs: nowMs - 8 * dayMs })).toEqual([{ kind: 'quiet', days: 8 }]);
  });

  it('is not quiet when a commit names it, or was made on its branch', () => {
    const facts = { updatedAtMs: nowMs - 30 * dayMs };
    expect(quiet(facts, { sources: [remoteSource([reference(1)])] })).toBeUndefined();
    expect(quiet(facts, { sources: [remoteSource([reference(2)])] })).toBeDefined();
    const repositories = [repository({ branch: '1-x', recentCommits: [commit('go on')] }, 'github:shop#1')];
    expect(quiet(facts, { repositories })).toBeUndefined();
  });

  it('is never quiet when nothing is known, nobody wants to hear it, or it is not in progress', () => {
    expect(quiet({})).toBeUndefined();
    expect(quiet({ updatedAtMs: 0 }, { quietAfterDays: 0 })).toBeUndefined();
    expect(driftOf(inputOf([evaluated('1', 'ready', { updatedAtMs: 0 })], { quietAfterDays: 7 })).size).toBe(0);
  });

  it('tells when the next one turns quiet, and when another day is over', () => {
    const at = (daysAgo: number, status: Status = 'inProgress'): number | null =>
      nextDriftAtMs(inputOf([evaluated('1', status, { updatedAtMs: nowMs - daysAgo * dayMs })], { quietAfterDays: 7 }));
    expect(at(2)).toBe(nowMs + 5 * dayMs);
    expect(at(7)).toBe(nowMs + dayMs);
    expect(at(9.5)).toBe(nowMs + dayMs / 2);
    expect(at(9, 'ready')).toBeNull();
    expect(nextDriftAtMs(inputOf([evaluated('1', 'inProgress', { updatedAtMs: 0 })]))).toBeNull();
  });
});

describe('the next answer', () => {
  it('is the same as long as nothing drifts otherwise', () => {
    const issues = [evaluated('1', 'ready'), evaluated('2', 'ready', merged())];
    const before = driftOf(inputOf(issues, { sources: [remoteSource([closing(1)])] }));
    const same = driftOf(inputOf([...issues], { sources: [remoteSource([closing(1)])] }), before);
    expect(same).toBe(before);
    const other = driftOf(inputOf(issues, { sources: [remoteSource([closing(1, nowMs)])] }), before);
    expect(other).not.toBe(before);
    expect(other.get('github:shop#2')).toBe(before.get('github:shop#2'));
    expect(other.get('github:shop#1')).not.toBe(before.get('github:shop#1'));
    const less = driftOf(inputOf([evaluated('1', 'done'), issues[1] ?? evaluated('2', 'done')]), before);
    expect([...less.keys()]).toEqual(['github:shop#2']);
    expect(driftOf(inputOf([]), new Map())).toEqual(new Map());
  });

  it('takes a look at each issue and no more', () => {
    const issues = Array.from({ length: 20_000 }, (_, index) => evaluated(String(index + 1), 'ready'));
    const input = inputOf(issues, {
      sources: [remoteSource(Array.from({ length: 10_000 }, (_, n) => closing(n + 1)))],
    });
    let drift = driftOf(input);
    const startedAt = performance.now();
    for (let round = 0; round < 10; round++) drift = driftOf(input, drift);
    expect(performance.now() - startedAt).toBeLessThan(5000);
    expect(drift.size).toBe(10_000);
  });
});
