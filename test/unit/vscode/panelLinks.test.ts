import { describe, expect, it } from 'vitest';
import type { Drift } from '../../../src/domain/drift';
import type { PullRequest } from '../../../src/domain/issue';
import type { EvaluatedIssue } from '../../../src/domain/readiness';
import { linkNames } from '../../../src/protocol/rowRemote';
import { findLink } from '../../../src/vscode/panel/links';
import { rowDrift, rowRemote } from '../../../src/vscode/panel/rowRemote';
import { issueOf } from '../../fakes/issues';

const key = 'github:shop#12';

const pullRequest = (id: string, state: PullRequest['state'] = 'open'): PullRequest => ({
  id,
  title: `Change ${id}`,
  url: `https://github.com/acme/shop/pull/${id.slice(1)}`,
  state,
  review: null,
  mergedAtMs: null,
});

const withRequests = (...pullRequests: PullRequest[]) =>
  issueOf('12', {
    url: 'https://github.com/acme/shop/issues/12',
    remote: { pullRequests, outside: false, subIssues: null },
  });

const evaluated: EvaluatedIssue = {
  key,
  source: 'github:shop',
  issue: withRequests(pullRequest('#15')),
  status: 'blocked',
  started: false,
  blockedBy: [
    { reason: 'edge', kind: 'blocked_by', id: 'acme/api#7', key: 'github:shop#acme/api#7', title: 'Pages' },
    { reason: 'edge', kind: 'blocked_by', id: '3', key: 'github:shop#3', title: 'Another' },
  ],
  dependencies: [],
  parent: null,
  unblocks: { direct: 0, total: 0 },
  duplicate: false,
  notWork: false,
};

const commit = '9f2c1a3'.padEnd(40, '0');
const fixed: Drift = { kind: 'fixedByCommit', commit, committedAtMs: 1, url: 'https://github.com/acme/shop/commit/9f' };
const merged: Drift = {
  kind: 'mergedPullRequest',
  id: '#40',
  mergedAtMs: 1,
  url: 'https://github.com/acme/shop/pull/40',
};
const context = { issues: [evaluated], drift: new Map([[key, [fixed, merged]]]) };

describe('findLink', () => {
  it.each([
    [linkNames.page, 'https://github.com/acme/shop/issues/12'],
    [linkNames.pullRequest('#15'), 'https://github.com/acme/shop/pull/15'],
    [linkNames.pullRequest('#40'), 'https://github.com/acme/shop/pull/40'],
    [linkNames.commit(commit), 'https://github.com/acme/shop/commit/9f'],
    [linkNames.issue('acme/api#7'), 'https://github.com/acme/api/issues/7'],
  ])('finds %s in the snapshot', (which, address) => {
    expect(findLink(context, key, which)).toBe(address);
  });

  it.each([
    'https://evil.example/',
    linkNames.pullRequest('#99'),
    linkNames.issue('evil/repo#1'),
    linkNames.issue('3'),
    linkNames.commit(''),
    'constructor',
  ])('finds nothing for %s, which the snapshot does not know', (which) => {
    expect(findLink(context, key, which)).toBeNull();
  });

  it('finds nothing for an issue that is gone', () => {
    expect(findLink(context, 'github:shop#13', linkNames.page)).toBeNull();
  });

  it.each(['command:workbench.action.quit', 'javascript:alert(1)', 'file:///etc/passwd', 'vscode://x/y', 'no address'])(
    'opens no %s that a tracker gives as an address',
    (url) => {
      const issues = [{ ...evaluated, issue: { ...evaluated.issue, url } }];
      expect(findLink({ ...context, issues }, key, linkNames.page)).toBeNull();
      expect(findLink({ ...context, issues }, key, linkNames.issue('acme/api#7'))).toBeNull();
    },
  );
});

describe('what a row tells of pull requests and drift', () => {
  it('is the pull request that is under way, and how many others there are', () => {
    const issue = withRequests(pullRequest('#1', 'closed'), pullRequest('#2', 'merged'), pullRequest('#3', 'draft'));
    expect(rowRemote(issue)).toMatchObject({ pullRequest: { id: '#3', state: 'draft' }, morePullRequests: 2 });
  });

  it('is nothing where there is nothing', () => {
    expect([rowRemote(issueOf('12')), rowRemote(withRequests())]).toEqual([null, null]);
  });

  it('has a link only where there is a page', () => {
    const quiet: Drift = { kind: 'quiet', days: 9 };
    expect(rowDrift(quiet, '#12', true)).toEqual({
      kind: 'quiet',
      subject: '9',
      sentence: '#12 is in progress, and no commit has named it for 9 days.',
      link: 'page',
    });
    expect(rowDrift(quiet, '#12', false).link).toBeNull();
    expect(rowDrift({ ...fixed, url: null }, '#12', true)).toMatchObject({ subject: '9f2c1a3', link: null });
  });
});
