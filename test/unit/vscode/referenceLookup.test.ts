import { describe, expect, it } from 'vitest';
import type { CommitReference } from '../../../src/domain/commitReference';
import type { ProjectContext } from '../../../src/domain/context';
import type { PullRequest } from '../../../src/domain/issue';
import type { EvaluatedIssue } from '../../../src/domain/readiness';
import { hoverText, pageOf } from '../../../src/vscode/editor/hoverText';
import { placeOf } from '../../../src/vscode/editor/place';
import { ReferenceLookup, type Known, type Named } from '../../../src/vscode/editor/referenceLookup';
import { evaluatedOf, issueOf } from '../../fakes/issues';
import { gitHubSourceOf, remoteStatusOf } from '../../fakes/remoteStatus';

const nowMs = 100_000_000;

const pullRequest: PullRequest = {
  id: '#40',
  title: 'Reload the cache',
  url: 'https://github.com/acme/shop/pull/40',
  state: 'open',
  review: 'approved',
  mergedAtMs: null,
};

const evaluated = (source: string, id: string, facts: Partial<EvaluatedIssue> = {}): EvaluatedIssue =>
  evaluatedOf(source, id, {
    issue: issueOf(id, {
      url: `https://github.com/acme/${source.slice('github:'.length)}/issues/${id}`,
      remote: { pullRequests: id === '12' ? [pullRequest] : [], outside: false, subIssues: null },
    }),
    ...facts,
  });

const shop = gitHubSourceOf(nowMs - 180_000);
const api = gitHubSourceOf(nowMs, {
  id: 'github:api',
  repository: '/w/shop/vendor/api',
  root: '/w/shop/vendor/api',
  remote: remoteStatusOf({ repository: 'acme/api' }),
});

const contextOf = (facts: Partial<ProjectContext> = {}): ProjectContext => ({
  revision: 1,
  snapshotAtMs: nowMs,
  consistency: 'strict',
  staleAfterMs: null,
  repositories: [],
  sources: [shop, api],
  counts: { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 },
  issues: [
    evaluated('github:shop', '12'),
    evaluated('github:api', '12'),
    evaluated('beads:shop', '77'),
    evaluated('github:shop', '13', {
      status: 'blocked',
      blockedBy: [
        { reason: 'edge', kind: 'blocked_by', id: '12', key: 'github:shop#12', title: 'Cache [x](command:y)' },
        { reason: 'unknown', kind: 'blocked_by', id: '99' },
      ],
      unblocks: { direct: 2, total: 3 },
    }),
  ],
  problems: [],
  drift: new Map(),
  ...facts,
});

const resolved: CommitReference = {
  repository: 'acme/shop',
  number: 200,
  commit: 'a'.repeat(40),
  committedAtMs: nowMs,
  closedBy: null,
  state: {
    kind: 'resolved',
    resolution: {
      kind: 'pullRequest',
      title: 'Old work',
      url: 'https://github.com/acme/shop/pull/200',
      state: 'merged',
    },
    resolvedAtMs: nowMs - 3_600_000,
  },
};

const lookup = (context: ProjectContext | null = contextOf()): ReferenceLookup =>
  new ReferenceLookup({
    context: () => context,
    references: { references: (source) => (source === 'github:shop' ? [resolved] : []) },
  });

const bare = (number: number): Named => ({ host: null, repository: null, number });
const named = (repository: string, number: number, host: string | null = null): Named => ({ host, repository, number });
const keyOf = (known: Known | null): string | undefined => (known?.kind === 'issue' ? known.issue.key : known?.kind);

describe('a bare number', () => {
  it('means the repository the file lies in, the innermost one', () => {
    expect(keyOf(lookup().find(bare(12), { path: '/w/shop/src/a.ts' }))).toBe('github:shop#12');
    expect(keyOf(lookup().find(bare(12), { path: '/w/shop/vendor/api/a.ts' }))).toBe('github:api#12');
    expect(keyOf(lookup().find(bare(12), { path: '/w/shop' }))).toBe('github:shop#12');
  });

  it('means nothing outside of all repositories, nor beside one', () => {
    expect(lookup().find(bare(12), { path: '/elsewhere/a.ts' })).toBeNull();
    expect(lookup().find(bare(12), { path: '/w/shop-two/a.ts' })).toBeNull();
  });

  it('means the only repository there is where the text has no place', () => {
    expect(lookup().find(bare(12), { path: null })).toBeNull();
    expect(keyOf(lookup(contextOf({ sources: [shop] })).find(bare(12), { path: null }))).toBe('github:shop#12');
  });

  it('is known only where something says so', () => {
    expect(lookup().find(bare(123_456), { path: '/w/shop/a.css' })).toBeNull();
    expect(lookup().find(bare(77), { path: '/w/shop/a.ts' })).toBeNull();
    expect(lookup(null).find(bare(12), { path: '/w/shop/a.ts' })).toBeNull();
  });

  it('may be a pull request of an issue, or what a commit names', () => {
    expect(lookup().find(bare(40), { path: '/w/shop/a.ts' })).toMatchObject({ kind: 'pullRequest', pullRequest });
    expect(lookup().find(bare(200), { path: '/w/shop/a.ts' })).toMatchObject({ kind: 'resolved', name: '#200' });
  });
});

describe('a number with its repository', () => {
  it('means that one wherever it is written, whatever its case', () => {
    expect(keyOf(lookup().find(named('Acme/API', 12), { path: '/w/shop/a.ts' }))).toBe('github:api#12');
    expect(keyOf(lookup().find(named('acme/api', 12), { path: '/elsewhere/a.ts' }))).toBe('github:api#12');
  });

  it('means nothing at another server', () => {
    expect(lookup().find(named('acme/api', 12, 'ghe.example.com'), { path: '/w/shop/a.ts' })).toBeNull();
    expect(keyOf(lookup().find(named('acme/api', 12, 'github.com'), { path: '/w/shop/a.ts' }))).toBe('github:api#12');
  });
});

describe('the place of a document', () => {
  const at = (uri: Partial<Parameters<typeof placeOf>[0]>): ReturnType<typeof placeOf> =>
    placeOf({ scheme: 'file', query: '', fsPath: '/w/shop/a.ts', ...uri });

  it('is its file, or the repository a commit message is for', () => {
    expect(at({})).toEqual({ path: '/w/shop/a.ts' });
    const root = encodeURIComponent('file:///w/my%20shop');
    expect(at({ scheme: 'vscode-scm', query: `rootUri=${root}` })).toEqual({ path: '/w/my shop' });
  });

  it('is none of ours elsewhere', () => {
    expect(at({ scheme: 'untitled' })).toEqual({ path: null });
    expect(at({ scheme: 'vscode-scm', query: '' })).toEqual({ path: null });
    expect(at({ scheme: 'output' })).toBeNull();
  });
});

describe('the hover', () => {
  const textOf = (number: number): string => {
    const known = lookup().find(bare(number), { path: '/w/shop/a.ts' });
    if (known === null) throw new Error('not known');
    return hoverText(known, [], nowMs);
  };

  it('tells title, status, what is waited for, what comes free, and how old that is', () => {
    const text = textOf(13);
    expect(text).toContain('**[\\#13](https://github.com/acme/shop/issues/13) Title of 13**');
    expect(text).toContain('$(lock) blocked · P2 · task');
    expect(text).toContain('waits for \\#12 Cache \\[x\\]\\(command:y\\), \\#99, which is not known here');
    expect(text).toContain('$(unlock) frees 2 when done, 3 in all');
    expect(text).toContain('$(history) github:shop, 3m ago');
    expect(text).toContain('[Open on GitHub](https://github.com/acme/shop/issues/13)');
  });

  it('runs no command but that which copies the link', () => {
    const commands = [...textOf(13).matchAll(/\]\((command:[^)]*)\)/g)].map(([, command]) => command);
    expect(commands).toHaveLength(1);
    const [command = '', argument = ''] = commands[0]?.split('?') ?? [];
    expect(command).toBe('command:contextScout.copyLink');
    expect(JSON.parse(decodeURIComponent(argument))).toEqual([{ url: 'https://github.com/acme/shop/issues/13' }]);
  });

  it('tells the pull request of an issue with its review, and an issue with its pull request', () => {
    expect(textOf(12)).toContain('$(git-pull-request) open pull request, approved \\#40 Reload the cache');
    expect(textOf(40)).toContain('for \\#12 Title of 12');
  });

  it('tells when something was looked up that is in no list', () => {
    expect(textOf(200)).toContain('pull request, merged');
    expect(textOf(200)).toContain('$(history) github:shop, looked up 1h ago');
  });

  it('has no link where the address is no page', () => {
    const issue = evaluated('github:shop', '5');
    const source = { ...shop, remote: remoteStatusOf() };
    const known: Known = { kind: 'issue', source, issue: { ...issue, issue: { ...issue.issue, url: 'file:///etc' } } };
    expect(pageOf(known)).toBeNull();
    expect(hoverText(known, [], nowMs)).not.toContain('](');
  });

  it('keeps an address from ending its link', () => {
    const issue = evaluated('github:shop', '5');
    const source = { ...shop, remote: remoteStatusOf() };
    const url = 'https://github.com/a/b/issues/5?x=) [y](command:z';
    const known: Known = { kind: 'issue', source, issue: { ...issue, issue: { ...issue.issue, url } } };
    expect(hoverText(known, [], nowMs)).not.toContain('](command:z');
  });
});
