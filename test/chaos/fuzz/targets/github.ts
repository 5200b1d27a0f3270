/** What servers answer, and what a source on a server wrote down for its next run. */
import fc from 'fast-check';
import { limitOf } from '../../../../src/adapters/http/limitAnswer';
import { clockSkewMs, resetMs, retryAfterMs } from '../../../../src/adapters/http/serverTime';
import { applyRecords } from '../../../../src/adapters/trackers/github/applyRecords';
import { readCheckpoint, writeCheckpoint } from '../../../../src/adapters/trackers/github/checkpoint';
import { failureOfStatus } from '../../../../src/adapters/trackers/github/failures';
import { readGraphqlAnswer } from '../../../../src/adapters/trackers/github/graphqlAnswer';
import { blockerPageOf, closingPullOf, countsOf } from '../../../../src/adapters/trackers/github/graphqlRecords';
import { namedHosts } from '../../../../src/adapters/trackers/github/hosts';
import { LabelRules } from '../../../../src/adapters/trackers/github/labelRules';
import { readLinks } from '../../../../src/adapters/trackers/github/links';
import { defaultGitHubSettings } from '../../../../src/adapters/trackers/github/options';
import { decodeListed, type RecordReader } from '../../../../src/adapters/trackers/github/record';
import { firstPlace, SyncState } from '../../../../src/adapters/trackers/github/syncState';
import { describeFailure } from '../../../../src/domain/failure';
import type { Failure } from '../../../../src/domain/failure';
import { anyText, jsonLike, jsonTextLike, textLike } from '../hostile';
import { expectShape, issueShape } from '../shapes';
import { expect, target, type FuzzTarget } from '../target';

const nowMs = Date.parse('2026-01-10T10:00:00Z');
const labels = new LabelRules(defaultGitHubSettings);
const reader: RecordReader = { hostName: 'github.com', repository: 'acme/shop', labels };
const [host] = namedHosts(defaultGitHubSettings).hosts;
if (host === undefined) throw new Error('there is no host');
const asked = { host, account: { id: '1', name: 'dana', via: 'token' as const }, path: '/repos/acme/shop/issues' };

const issue = {
  number: 12,
  node_id: 'I_1',
  title: 'Reload the cache',
  state: 'open',
  state_reason: null,
  body: 'Blocked by #3\n- [ ] depends on acme/web#4',
  labels: [{ name: 'p1' }, 'blocked'],
  assignees: [{ login: 'ada' }],
  user: { login: 'bo' },
  milestone: { title: '1.0', number: 1, open_issues: 1, closed_issues: 2 },
  type: { name: 'Bug' },
  created_at: '2026-01-02T03:04:05Z',
  updated_at: '2026-01-02T03:04:05Z',
  closed_at: null,
  html_url: 'https://github.com/acme/shop/issues/12',
  sub_issues_summary: { total: 2, completed: 1 },
  issue_dependencies_summary: { blocked_by: 1, total_blocked_by: 2, blocking: 0 },
};
const pull = {
  ...issue,
  number: 13,
  pull_request: { merged_at: null, html_url: 'x' },
  draft: true,
  body: 'Closes #12',
};
const node = {
  id: 'PR_1',
  number: 13,
  title: 'Reload',
  url: 'https://github.com/acme/shop/pull/13',
  state: 'OPEN',
  isDraft: false,
  reviewDecision: 'APPROVED',
  mergedAt: null,
  issueDependenciesSummary: { blockedBy: 1, totalBlockedBy: 2 },
  blockedBy: {
    pageInfo: { hasNextPage: true, endCursor: 'c' },
    nodes: [
      { number: 3, title: 'x', state: 'OPEN', stateReason: null, repository: { nameWithOwner: 'acme/shop' }, url: 'u' },
    ],
  },
  closingIssuesReferences: { pageInfo: {}, nodes: [{ number: 12, repository: { nameWithOwner: 'acme/shop' } }] },
};
const answer = { data: { repository: node }, errors: [{ type: 'NOT_FOUND', path: ['repository', 0], message: 'no' }] };
const headers = {
  'retry-after': '60',
  'x-ratelimit-limit': '5000',
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': '1768039200',
  date: 'Sat, 10 Jan 2026 10:00:00 GMT',
  link: '<https://api.github.com/repositories/1/issues?page=2>; rel="next", <https://api.github.com/x?page=9>; rel="last"',
  'content-type': 'application/json; charset=utf-8',
  'x-github-sso': 'required; url=https://github.com/orgs/acme/sso',
  'x-oauth-scopes': 'repo',
};
const anyHeaders = fc
  .tuple(
    fc.subarray(Object.keys(headers)),
    fc.dictionary(fc.constantFrom(...Object.keys(headers)), anyText, { maxKeys: 3 }),
  )
  .map(([kept, odd]) => ({
    ...Object.fromEntries(Object.entries(headers).filter(([name]) => kept.includes(name))),
    ...odd,
  }));
const statuses = fc.constantFrom(200, 201, 304, 400, 401, 403, 404, 410, 422, 429, 451, 500, 503, 999);

/** A state that was read, as it is written down. */
function checkpointText(): string {
  const state = new SyncState(defaultGitHubSettings);
  state.chosen = { repository: 'acme/shop', notes: ['a note'], openCount: 2 };
  state.account = 'dana';
  state.head = { etag: '"x"', newestAtMs: nowMs };
  state.pages.set('1', { place: firstPlace, etag: '"y"', numbers: [12, 13], next: { after: 'c' } });
  state.descent = { next: { page: 3 }, numbers: new Set([4, 9]) };
  applyRecords(state, [issue, pull], reader);
  return writeCheckpoint(state, 'acme/shop') ?? '';
}

/** One sentence, whatever the failure holds. */
const expectTold = (failure: Failure): void => {
  expect(describeFailure(failure) !== '', 'a failure without words');
};

export const githubTargets: readonly FuzzTarget[] = [
  target('GitHub record', jsonLike(issue, pull), (value) => {
    const listed = decodeListed(value, reader);
    if (listed.kind === 'issue') expectShape(issueShape, listed.facts);
    if (listed.kind === 'malformed') expect(listed.why !== '', 'no reason');
  }),
  target('GitHub list', jsonLike([issue, pull, { ...issue, number: 14 }]), (value) => {
    const state = new SyncState(defaultGitHubSettings);
    const applied = applyRecords(state, value, reader);
    if (applied.ok)
      expect(
        applied.value.numbers.every((number) => Number.isSafeInteger(number)),
        'no number',
      );
    for (const number of state.ledger.openNumbers) expectShape(issueShape, state.ledger.get(number));
  }),
  target('GraphQL answer', fc.tuple(jsonLike(answer), anyHeaders), ([body, given]) => {
    const read = readGraphqlAnswer(body, asked, given, nowMs);
    if (read.ok) expect(Array.isArray(read.value.errors), 'no errors');
    else expectTold(read.error);
  }),
  target('GraphQL node', jsonLike(node), (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const fields = value as Readonly<Record<string, unknown>>;
    blockerPageOf(fields);
    countsOf(fields);
    const closing = closingPullOf(fields, 'acme/shop');
    expect(closing === null || Number.isSafeInteger(closing.number), 'no number');
  }),
  target('answers that limit', fc.tuple(statuses, anyHeaders, jsonTextLike(answer)), ([status, given, body]) => {
    const response = { status, url: 'https://api.github.com/x', headers: given, body };
    const limit = limitOf(response, nowMs);
    expect(Number.isFinite(limit?.retryAtMs ?? 0), 'no moment');
    const moments = [clockSkewMs(given, nowMs), retryAfterMs(given, nowMs) ?? 0, resetMs(1_768_039_200, given, nowMs)];
    expect(moments.every(Number.isFinite), 'no moment');
    const failure = failureOfStatus(response, asked);
    if (failure !== null) expectTold(failure);
  }),
  target('Link headers', fc.tuple(textLike(headers.link), fc.nat(9)), ([link, page]) => {
    const links = readLinks(link, 'https://api.github.com/x', page === 0 ? { after: 'c' } : { page });
    expect(links === 'endless' || links.nextPage === null || links.nextPage > page, 'it turns back');
  }),
  target('checkpoint of GitHub', jsonTextLike(JSON.parse(checkpointText()) as unknown), (text) => {
    const state = new SyncState(defaultGitHubSettings);
    if (!readCheckpoint(text, 'acme/shop', state)) return;
    // What was taken over can be written down again, and taken over by another run.
    const again = writeCheckpoint(state, 'acme/shop');
    expect(
      again === null || readCheckpoint(again, 'acme/shop', new SyncState(defaultGitHubSettings)),
      'not our own text',
    );
  }),
];
