import { describe, expect, it } from 'vitest';
import type { ProjectContext, RemoteStatus, SourceContext } from '../../../src/domain/context';
import type { Failure } from '../../../src/domain/failure';
import type { HostStatus } from '../../../src/domain/requests';
import { statusText } from '../../../src/vscode/statusText';
import { calmHost, gitHubSourceOf, remoteStatusOf } from '../../fakes/remoteStatus';

const nowMs = 100_000_000;
const minutes = (count: number): number => count * 60_000;

const contextOf = (...sources: SourceContext[]): ProjectContext => ({
  revision: 1,
  snapshotAtMs: nowMs,
  consistency: 'strict',
  staleAfterMs: null,
  repositories: [],
  sources,
  counts: { ready: 12, inProgress: 2, blocked: 5, deferred: 0, other: 0, done: 3 },
  issues: [],
  problems: [],
  drift: new Map(),
});

const told = (remote: Partial<RemoteStatus>, facts: Partial<SourceContext> = {}, syncing = false) =>
  statusText(
    contextOf(gitHubSourceOf(nowMs - minutes(3), { remote: remoteStatusOf(remote), ...facts })),
    syncing,
    nowMs,
  );

const failing = (failure: Failure): Partial<SourceContext> => ({
  confirmedAtMs: nowMs - minutes(180),
  freshness: 'stale',
  error: { failure, sinceMs: nowMs - minutes(170) },
});

const requests = (facts: Partial<HostStatus>): Pick<RemoteStatus, 'requests'> => ({
  requests: { ...calmHost, ...facts },
});

describe('the status bar on a source at a server', () => {
  it('says that the server cannot be reached, and how old the list is', () => {
    const status = told({}, failing({ kind: 'offline', host: 'github.com', detail: 'ENOTFOUND' }));
    expect(status).toMatchObject({ kind: 'offline', text: '$(debug-disconnect) 12 ready · 3h ago' });
    expect(status.spoken).toBe('Context Scout: 12 ready, a server cannot be reached, data from 3h ago');
  });

  it('says nothing of an account that another window acts with', () => {
    expect(told({ account: null }).tooltip).toContain(', without an account');
    expect(told({ account: null, elsewhere: true }).tooltip).not.toContain('account');
  });

  it('says that requests are paused when the server set a limit', () => {
    const limit: Failure = {
      kind: 'rateLimited',
      host: 'github.com',
      resource: 'core',
      secondary: false,
      retryAtMs: nowMs + minutes(12),
    };
    expect(told({}, failing(limit))).toMatchObject({ kind: 'paused', text: '$(watch) 12 ready · paused' });
  });

  it('says so too while requests only wait, unless lists are not held up', () => {
    const pause = { untilMs: nowMs + minutes(12), because: 'budget' } as const;
    expect(told(requests({ pauses: [{ ...pause, resource: 'core' }] })).kind).toBe('paused');
    expect(told(requests({ pauses: [{ ...pause, resource: 'graphql' }] })).kind).toBe('fresh');
    expect(told(requests({ pauses: [{ ...pause, resource: null, untilMs: nowMs - 1 }] })).kind).toBe('fresh');
  });

  it('puts what somebody has to mend before what ends by itself', () => {
    const refused = failing({ kind: 'unauthorized', host: 'github.com', account: 'octo' });
    const offline = failing({ kind: 'offline', host: 'github.com', detail: 'ENOTFOUND' });
    const sources = [gitHubSourceOf(nowMs, offline), gitHubSourceOf(nowMs, { id: 'github:api', ...refused })];
    expect(statusText(contextOf(...sources), false, nowMs).kind).toBe('error');
  });

  it('counts the issues of a first sync', () => {
    expect(told({ progress: { done: 1_200, total: 3_000 } }, {}, true)).toMatchObject({
      text: '$(sync~spin) 1,200 of 3,000',
      spoken: 'Context Scout: 1,200 of 3,000 issues read, syncing',
    });
    expect(told({ progress: { done: 100, total: null } }, {}, true).text).toBe('$(sync~spin) 100');
  });

  it('forgets what failed before as soon as a first sync goes on', () => {
    const failure: Failure = { kind: 'absent', host: 'github.com', what: 'acme/shop', advice: 'Sign in.' };
    const before = { ...failing(failure), freshness: 'never', confirmedAtMs: null } as const;
    expect(told({ progress: { done: 100, total: 300 } }, before, true).text).toBe('$(sync~spin) 100 of 300');
  });

  it('does not warn of a list that is being read for the first time', () => {
    const never = { freshness: 'never', confirmedAtMs: null } as const;
    expect(told({}, never, true)).toMatchObject({
      kind: 'loading',
      text: '$(sync~spin) 12 ready · reading',
      spoken: 'Context Scout: 12 ready, reading for the first time, syncing',
    });
    expect(told({}, never)).toMatchObject({ kind: 'stale', text: '$(warning) 12 ready · never read' });
  });

  it('lists account, budget with its renewal, pauses and the circuit', () => {
    const { tooltip } = told({
      account: { name: 'octo-cat', via: 'token' },
      notes: ['The upstream of this fork is read.'],
      ...requests({
        budgets: [
          { resource: 'core', limit: 5_000, remaining: 4_812, resetAtMs: nowMs + minutes(23) },
          { resource: 'graphql', limit: 5_000, remaining: 0, resetAtMs: nowMs - 1 },
        ],
        pauses: [{ untilMs: nowMs + minutes(12), because: 'budget', resource: 'core' }],
        circuit: 'open',
        probeAtMs: nowMs + 30_000,
      }),
    });
    expect(tooltip).toContain(
      'github:shop: acme/shop at github.com, as octo-cat by your token \\(it goes before the account of VS Code\\)',
    );
    expect(tooltip).toContain('- 4,812 of 5,000 requests left, renewed in 23m');
    expect(tooltip).toContain('- 5,000 graphql points an hour, renewed');
    expect(tooltip).toContain('- paused for 12m: request budget used up');
    expect(tooltip).toContain('- left alone after several failures, tried again in 30s');
    expect(tooltip).toContain('- The upstream of this fork is read.');
  });

  it('says when nobody is signed in', () => {
    expect(told({}).tooltip).toContain('acme/shop at github.com, without an account');
  });

  it('makes no command and no icon of what a server says', () => {
    const { tooltip } = told({ notes: ['[x](command:evil) $(flame) &#36;(bug)'] });
    expect(tooltip).toContain('\\[x\\]\\(command:evil\\) \\$\\(flame\\) \\&\\#36;\\(bug\\)');
  });
});
