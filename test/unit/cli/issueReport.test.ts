import { describe, expect, it } from 'vitest';
import { renderContext, renderIssues, renderSync } from '../../../src/cli/issueReport';
import type { ProjectContext, RemoteStatus, SourceContext } from '../../../src/domain/context';
import type { Drift } from '../../../src/domain/drift';
import type { PullRequest } from '../../../src/domain/issue';
import type { BlockReason, EvaluatedIssue, Status } from '../../../src/domain/readiness';
import type { HostStatus } from '../../../src/domain/requests';
import { evaluatedOf, issueOf } from '../../fakes/issues';
import { remoteStatusOf } from '../../fakes/remoteStatus';
import { repositoryContextOf } from '../../fakes/repositoryContext';

const style = { width: Infinity, colours: false };

const source = (facts: Partial<SourceContext> = {}): SourceContext => ({
  id: 'beads:shop',
  kind: 'beads',
  label: 'Beads',
  repository: '/shop',
  root: '/shop',
  via: '.beads/issues.jsonl',
  freshness: 'fresh',
  confirmedAtMs: 0,
  lastAttemptAtMs: 0,
  nextAttemptAtMs: null,
  error: null,
  unwatched: null,
  remote: null,
  ...facts,
});

const remoteStatus = (facts: Partial<RemoteStatus> = {}): RemoteStatus =>
  remoteStatusOf({ repository: 'octo/shop', account: { name: 'sam', via: 'environment' }, ...facts });

const evaluated = (id: string, status: Status, facts: Partial<EvaluatedIssue> = {}): EvaluatedIssue =>
  evaluatedOf('beads:shop', id, { status, ...facts });

function contextOf(issues: readonly EvaluatedIssue[], facts: Partial<ProjectContext> = {}): ProjectContext {
  const counts = { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 };
  for (const { status } of issues) counts[status]++;
  return {
    revision: 1,
    snapshotAtMs: 0,
    consistency: 'strict',
    staleAfterMs: null,
    repositories: [],
    sources: [source()],
    counts,
    issues,
    problems: [],
    drift: new Map(),
    ...facts,
  };
}

const rowsOf = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, ' | '));

describe('the table of ready issues', () => {
  it('has priority, id, title, and what comes free', () => {
    const context = contextOf([
      evaluated('x-1', 'ready', { issue: issueOf('x-1', { priority: 0 }), unblocks: { direct: 2, total: 5 } }),
      evaluated('x-2', 'ready', { issue: issueOf('x-2', { priority: null }), unblocks: { direct: 1, total: 1 } }),
      evaluated('x-3', 'blocked'),
    ]);
    expect(rowsOf(renderIssues(context, 'ready', style))).toEqual([
      'P | ID | TITLE | UNBLOCKS',
      '0 | x-1 | Title of x-1 | 2, then 3',
      '- | x-2 | Title of x-2 | 1',
    ]);
  });

  it('notes what a person should know first', () => {
    const unknown = { kind: 'blocks', id: 'external:pay:refunds', key: null, state: 'unknown' } as const;
    const context = contextOf(
      [evaluated('x-1', 'ready', { dependencies: [unknown], duplicate: true }), evaluated('x-2', 'ready')],
      {
        repositories: [repositoryContextOf({ root: '/shop', currentIssue: 'beads:shop#x-2' })],
      },
    );
    expect(rowsOf(renderIssues(context, 'ready', style)).slice(1)).toEqual([
      '2 | x-1 | Title of x-1 | id used twice; external:pay:refunds not found',
      '2 | x-2 | Title of x-2 | current branch',
    ]);
  });

  it('names issues by key where there are several sources', () => {
    const sources = [source(), source({ id: 'beads:api' })];
    expect(renderIssues(contextOf([evaluated('x-1', 'ready')], { sources }), 'ready', style)).toContain(
      'beads:shop#x-1',
    );
  });

  it('says so when there is nothing to list', () => {
    expect(renderIssues(contextOf([]), 'ready', style)).toBe('No issue is ready.\n');
    expect(renderIssues(contextOf([], { sources: [] }), 'ready', style)).toContain('No issue tracker was found');
  });
});

describe('the tables of GitHub issues', () => {
  const onGitHub = (id: string, status: Status, facts: Partial<EvaluatedIssue> = {}): EvaluatedIssue =>
    evaluated(id, status, { key: `github:shop#${id}`, source: 'github:shop', ...facts });
  const sources = [source({ id: 'github:shop', remote: remoteStatus() })];

  it('note pull requests that are under way, and where git tells another story', () => {
    const pull = { title: 'Mend', url: 'u', mergedAtMs: null, review: null, state: 'open' } as const;
    const pullRequests: readonly PullRequest[] = [
      { ...pull, id: '#40', review: 'approved' },
      { ...pull, id: '#41', review: 'changesRequested' },
      { ...pull, id: '#42', state: 'draft' },
      { ...pull, id: '#43', review: 'required' },
      { ...pull, id: '#44', state: 'closed' },
      { ...pull, id: '#45', state: 'merged' },
    ];
    const issue = issueOf('12', { remote: { pullRequests, outside: false, subIssues: null } });
    const drift = new Map<string, readonly Drift[]>([
      ['github:shop#12', [{ kind: 'mergedPullRequest', id: '#45', mergedAtMs: 1, url: 'u' }]],
      ['github:shop#13', [{ kind: 'fixedByCommit', commit: '0123456789', committedAtMs: 1, url: null }]],
      ['github:shop#14', [{ kind: 'branchOfDone', branch: '14-x', repository: '/shop' }]],
      ['github:shop#15', [{ kind: 'quiet', days: 1 }]],
    ]);
    const issues = [
      onGitHub('12', 'ready', { issue }),
      onGitHub('13', 'ready'),
      onGitHub('14', 'done'),
      onGitHub('15', 'inProgress'),
    ];
    const text = renderContext(contextOf(issues, { drift, sources }), true, style);
    const under = 'pull request #40 (approved); pull request #41 (changes requested); pull request #42 (draft)';
    expect(rowsOf(text).filter((row) => row.startsWith('2 |'))).toEqual([
      '2 | #15 | Title of 15 | quiet for 1 day',
      `2 | #12 | Title of 12 | #45 was merged, still open; ${under}; pull request #43`,
      '2 | #13 | Title of 13 | fixed by 0123456, still open',
      '2 | #14 | Title of 14 | done, and 14-x is checked out',
    ]);
  });

  it('name blockers as people write them, also of other repositories', () => {
    const reasons: readonly BlockReason[] = [
      { reason: 'edge', kind: 'blocked_by', id: '3', key: 'github:shop#3', title: 'Three' },
      { reason: 'edge', kind: 'blocked_by', id: '4', key: 'github:api#4', title: 'Four' },
      { reason: 'edge', kind: 'blocked_by', id: 'octo/other#5', key: 'github:shop#octo/other#5', title: 'Five' },
      { reason: 'unknown', kind: 'blocked_by', id: 'octo/gone#6' },
      { reason: 'unknown', kind: 'blocked_by', id: 'hidden' },
      { reason: 'unknown', kind: 'blocked_by', id: 'unread' },
    ];
    const context = contextOf([onGitHub('1', 'blocked', { blockedBy: reasons })], { sources });
    expect(rowsOf(renderIssues(context, 'blocked', style))[1]).toBe(
      '2 | #1 | Title of 1 | #3 Three; api#4 Four; octo/other#5 Five; octo/gone#6 (not found); an issue that this account does not see; blockers that were not read',
    );
  });
});

describe('the table of blocked issues', () => {
  it('gives every reason', () => {
    const named = { kind: 'blocks', id: 'x-9', key: 'beads:shop#x-9', title: 'Nine' };
    const reasons: readonly BlockReason[] = [
      { reason: 'edge', ...named },
      { reason: 'parent', ...named },
      { reason: 'cycle', ...named },
      { reason: 'unknown', kind: 'blocks', id: 'y-1' },
      { reason: 'manual' },
    ];
    const context = contextOf([evaluated('x-1', 'blocked', { blockedBy: reasons, started: true })]);
    expect(rowsOf(renderIssues(context, 'blocked', style))).toEqual([
      'P | ID | TITLE | BLOCKED BY | NOTE',
      '2 | x-1 | Title of x-1 | x-9 Nine; parent x-9 Nine; waits for itself through x-9; y-1 (not found); marked blocked | begun',
    ]);
  });
});

describe('the report of all', () => {
  it('has a section for each status that occurs, and only counts what is done', () => {
    const all = (['inProgress', 'ready', 'blocked', 'deferred', 'other', 'done'] as const).map((status, index) =>
      evaluated(`x-${index}`, status),
    );
    const text = renderContext(contextOf(all), false, style);
    expect(text.match(/^[A-Z][a-z ]+ \(1\)$/gm)).toEqual([
      'In progress (1)',
      'Ready (1)',
      'Blocked (1)',
      'Deferred (1)',
      'Other (1)',
    ]);
    expect(text).toContain('1 done');
    expect(renderContext(contextOf(all), true, style)).toContain('Done (1)');
  });

  it('has one line a source, and what failed', () => {
    const failure = { kind: 'forbidden', path: '.beads/issues.jsonl' } as const;
    const sources = [
      source(),
      source({ id: 'beads:api', freshness: 'never', via: '', confirmedAtMs: null, error: { failure, sinceMs: 0 } }),
    ];
    const text = renderSync(contextOf([evaluated('x-1', 'done')], { sources }), style);
    expect(rowsOf(text)).toEqual([
      'SOURCE | ISSUES | STATE | READ FROM | ERROR',
      'beads:shop | 1 | fresh | .beads/issues.jsonl',
      'beads:api | 0 | never | .beads/issues.jsonl cannot be read: permission denied.',
    ]);
  });

  it('tells of a source on a server who asks, what is left, and how old it is when it failed', () => {
    const snapshotAtMs = 10 * 3_600_000;
    const failure = { kind: 'offline', host: 'github.com', detail: 'ENOTFOUND' } as const;
    const requests: HostStatus = {
      budgets: [{ resource: 'core', limit: 5000, remaining: 12, resetAtMs: snapshotAtMs + 600_000 }],
      pauses: [{ untilMs: snapshotAtMs + 90_000, because: 'limit', resource: null }],
      circuit: 'closed',
      probeAtMs: null,
      running: 0,
      queued: 0,
      window: 4,
    };
    const remote = remoteStatus({ requests, incomplete: ['Blockers are missing.'], notes: ['The fork is not read.'] });
    const onServer = source({ id: 'github:shop', via: 'REST', freshness: 'stale', remote });
    const sources = [
      { ...onServer, confirmedAtMs: snapshotAtMs - 3 * 3_600_000, error: { failure, sinceMs: 0 } },
      source({ id: 'github:api', via: 'REST', confirmedAtMs: snapshotAtMs, remote: remoteStatus({ account: null }) }),
    ];
    const text = renderSync(contextOf([], { sources, snapshotAtMs }), style);
    const error =
      'github.com cannot be reached (ENOTFOUND). Check the network; it is tried again by itself. What is shown is 3h old.';
    expect(rowsOf(text)).toEqual([
      'SOURCE | ISSUES | STATE | AGE | READ FROM | ACCOUNT | REQUESTS LEFT | ERROR',
      `github:shop | 0 | stale | 3h | REST | sam | 12 of 5000, paused for 2m | ${error}`,
      'github:api | 0 | fresh | now | REST | none',
      '',
      'github:shop: Blockers are missing.',
      'github:shop: The fork is not read.',
    ]);
    expect(renderIssues(contextOf([], { sources, snapshotAtMs }), 'ready', style)).toContain(
      `github:shop: ${error}\ngithub:shop: Blockers are missing.\n`,
    );
  });

  it('lists the first records that cannot be read, by file and line', () => {
    const problems = Array.from({ length: 7 }, (_, index) => ({
      source: 'beads:shop',
      path: 'f',
      line: index + 1,
      message: 'broken',
    }));
    const text = renderSync(contextOf([], { problems }), style);
    expect(text).toContain('f:1: broken\n');
    expect(text).toContain('f:5: broken\n');
    expect(text).not.toContain('f:6');
    expect(text).toContain('and 2 more');
  });

  it('prints nothing that a terminal would obey', () => {
    const title = 'evil\u001b]0;owned\u0007\u202etitle';
    const text = renderContext(
      contextOf([evaluated('x-1', 'ready', { issue: issueOf('x-1', { title }) })]),
      false,
      style,
    );
    expect(text).toContain('evil ]0;owned title');
  });
});
