import { describe, expect, it } from 'vitest';
import type { ProjectContext, RemoteStatus, RepositoryContext, SourceContext } from '../../../src/domain/context';
import { toContextJson } from '../../../src/protocol/contextJson';
import { evaluatedOf, issueOf } from '../../fakes/issues';
import { repositoryContextOf } from '../../fakes/repositoryContext';

const source = (root: string): SourceContext => ({
  id: 'roadmap:app',
  kind: 'roadmap',
  label: 'Roadmap',
  repository: '/w/shop',
  root,
  via: '.roadmap',
  freshness: 'live',
  confirmedAtMs: 0,
  lastAttemptAtMs: 0,
  nextAttemptAtMs: null,
  error: null,
  unwatched: null,
  remote: null,
});

const contextOf = (root: string): ProjectContext => ({
  revision: 1,
  snapshotAtMs: 0,
  consistency: 'strict',
  staleAfterMs: null,
  repositories: [],
  sources: [source(root)],
  counts: { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 },
  issues: [],
  problems: [{ source: 'roadmap:app', path: '.roadmap/issues/a.md', line: 2, message: 'It is broken.' }],
  drift: new Map(),
});

const problemPath = (root: string): string | null | undefined =>
  toContextJson(contextOf(root), { all: false }).problems[0]?.path;

describe('toContextJson', () => {
  it('says paths from the root of the repository, also of a source in a folder below it', () => {
    expect(problemPath('/w/shop')).toBe('.roadmap/issues/a.md');
    expect(problemPath('/w/shop/packages/app')).toBe('packages/app/.roadmap/issues/a.md');
  });

  it('says them with forward slashes where folders have backward ones', () => {
    const context = contextOf('C:\\w\\shop\\packages\\app');
    const sources = context.sources.map((each) => ({ ...each, repository: 'C:\\w\\shop' }));
    const { problems } = toContextJson({ ...context, sources }, { all: false });
    expect(problems[0]?.path).toBe('packages/app/.roadmap/issues/a.md');
  });
});

describe('how certain a repository is', () => {
  const jsonOf = (facts: Partial<RepositoryContext>): object | undefined =>
    toContextJson({ ...contextOf('/w/shop'), repositories: [repositoryContextOf(facts)] }, { all: false })
      .repositories[0];

  it('is told by the words and moments that sources have', () => {
    expect(
      jsonOf({
        freshness: 'ageing',
        confirmedAtMs: 1_000,
        lastAttemptAtMs: 2_000,
        gitError: { kind: 'notFound', path: '.git' },
        gitErrorSinceMs: 1_500,
        unwatched: 'The folder is on a network drive.',
      }),
    ).toMatchObject({
      freshness: 'ageing',
      confirmedAt: '1970-01-01T00:00:01.000Z',
      lastAttemptAt: '1970-01-01T00:00:02.000Z',
      error: { kind: 'notFound', message: '.git was not found.', since: '1970-01-01T00:00:01.500Z' },
      unwatched: 'The folder is on a network drive.',
    });
  });

  it('is null, never missing, where there is nothing to tell', () => {
    const nothing = { confirmedAt: null, lastAttemptAt: null, error: null, unwatched: null };
    expect(jsonOf({})).toMatchObject({ freshness: 'live', ...nothing });
    expect(toContextJson(contextOf('/w/shop'), { all: false }).sources[0]).toMatchObject({ unwatched: null });
  });
});

describe('what a server tells', () => {
  const remote: RemoteStatus = {
    host: 'github.com',
    repository: 'acme/shop',
    account: { name: 'dana', via: 'token' },
    requests: {
      budgets: [
        { resource: 'graphql', limit: 5_000, remaining: 4_999, resetAtMs: 60_000 },
        { resource: 'core', limit: 5_000, remaining: 12, resetAtMs: 60_000 },
      ],
      pauses: [{ untilMs: 60_000, because: 'budget', resource: 'core' }],
      circuit: 'closed',
      probeAtMs: null,
      running: 0,
      queued: 0,
      window: 8,
    },
    progress: null,
    incomplete: ['Pull requests could not be read.'],
    notes: [],
    offer: null,
    offerUrl: null,
  };
  const issue = evaluatedOf('github:shop', '12', {
    issue: issueOf('12', {
      remote: {
        pullRequests: [
          { id: '#15', title: 'Fix', url: 'https://x.example/15', state: 'merged', review: 'approved', mergedAtMs: 0 },
        ],
        outside: false,
        subIssues: { completed: 1, total: 2 },
      },
    }),
  });
  const json = toContextJson(
    {
      ...contextOf('/w/shop'),
      sources: [{ ...source('/w/shop'), id: 'github:shop', kind: 'github', remote }],
      issues: [issue],
      drift: new Map([
        [issue.key, [{ kind: 'mergedPullRequest', id: '#15', mergedAtMs: 0, url: 'https://x.example/15' }]],
      ]),
    },
    { all: false },
  );

  it('is account, scarcest budget, pause and what is missing of a source', () => {
    expect(json.sources[0]).toMatchObject({
      account: { name: 'dana', via: 'token' },
      budget: {
        resource: 'core',
        limit: 5_000,
        remaining: 12,
        resetAt: '1970-01-01T00:01:00.000Z',
        pausedUntil: '1970-01-01T00:01:00.000Z',
      },
      incomplete: ['Pull requests could not be read.'],
      notes: [],
    });
  });

  it('is pull requests, sub-issues and drift of an issue', () => {
    expect(json.issues[0]).toMatchObject({
      pullRequests: [{ id: '#15', state: 'merged', review: 'approved', mergedAt: '1970-01-01T00:00:00.000Z' }],
      subIssues: { completed: 1, total: 2 },
      drift: [
        {
          kind: 'mergedPullRequest',
          message: 'Pull request #15, which closes #12, was merged; #12 is still open.',
          url: 'https://x.example/15',
        },
      ],
    });
  });

  it('is empty, never missing, of a source and an issue in the repository', () => {
    const issues = [{ ...issue, issue: issueOf('12') }];
    const local = toContextJson({ ...contextOf('/w/shop'), issues }, { all: false });
    expect(local.sources[0]).toMatchObject({ account: null, budget: null, incomplete: [], notes: [] });
    expect(local.issues[0]).toMatchObject({ pullRequests: [], subIssues: null, drift: [] });
  });
});
