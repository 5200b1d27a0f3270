/** Sample panel states of a repository on a server: healthy, and in every kind of trouble. */
import type { BlockReason } from '../../src/domain/readiness';
import type { PanelHeader, PanelState, Row, SourceChip } from '../../src/protocol/messages';
import type { RowDrift, RowPullRequest, RowRemote } from '../../src/protocol/rowRemote';
import type { ChipError, ChipRemote, Trouble } from '../../src/protocol/sourceHealth';
import { sampleNowMs, sampleRepository, sampleRow, sampleSource, sampleState } from './panelState';

const minuteMs = 60_000;

const sampleRemote = (fields: Partial<ChipRemote> = {}): ChipRemote => ({
  host: 'github.com',
  repository: 'acme/shop',
  account: { name: 'dana', via: 'editor' },
  progress: null,
  incomplete: [],
  notes: [],
  offer: null,
  budget: { resource: 'core', limit: 5_000, remaining: 4_980, resetAtMs: sampleNowMs + 42 * minuteMs },
  pause: null,
  elsewhere: false,
  ...fields,
});

/** The chip of a repository at GitHub, confirmed two minutes ago. */
export const remoteSource = (fields: Partial<SourceChip> = {}, remote: Partial<ChipRemote> = {}): SourceChip =>
  sampleSource({
    id: 'github:shop',
    kind: 'github',
    label: 'GitHub',
    via: 'github.com',
    freshness: 'fresh',
    confirmedAtMs: sampleNowMs - 2 * minuteMs,
    nextAttemptAtMs: sampleNowMs + minuteMs,
    remote: sampleRemote(remote),
    ...fields,
  });

export const sampleTrouble = (trouble: Trouble, message: string): ChipError => ({
  trouble,
  message,
  sinceMs: sampleNowMs - 3 * 60 * minuteMs,
});

export const remoteRow = (number: number, fields: Partial<Row> = {}): Row =>
  sampleRow(`${number}`, {
    key: `github:shop#${number}`,
    source: 'github:shop',
    trackerStatus: 'open',
    linkable: true,
    ...fields,
  });

const facts = (fields: Partial<RowRemote>): RowRemote => ({
  pullRequest: null,
  morePullRequests: 0,
  subIssues: null,
  ...fields,
});

const pullRequest = (id: string, fields: Partial<RowPullRequest> = {}): RowRemote =>
  facts({ pullRequest: { id, title: 'Reload the cache after a rebase', state: 'open', review: null, ...fields } });

const drift = (kind: RowDrift['kind'], subject: string, link: string | null): RowDrift => ({
  kind,
  subject,
  sentence: `Something is off: ${kind} ${subject}.`,
  link,
});

const outside: BlockReason = {
  reason: 'edge',
  kind: 'blocked_by',
  id: 'acme/api#7',
  key: 'github:shop#acme/api#7',
  title: 'Orders endpoint answers with pages',
};

/** Rows with all that only a server tells. */
export const remoteRows = (): readonly Row[] => [
  remoteRow(412, {
    title: 'Cache: reload after rebase',
    status: 'inProgress',
    started: true,
    current: true,
    priority: 1,
    assignees: ['dana'],
    remote: pullRequest('#415', { review: 'changesRequested' }),
  }),
  remoteRow(401, {
    title: 'Checkout drops the coupon when the page is reloaded',
    status: 'inProgress',
    priority: 0,
    type: 'bug',
    labels: ['checkout'],
    assignees: ['Given Family'],
    drift: [drift('quiet', '9', 'page')],
    remote: pullRequest('#420', { state: 'draft' }),
  }),
  remoteRow(398, {
    title: 'Schema migration for orders',
    priority: 0,
    labels: ['db', 'orders'],
    unblocks: { direct: 3, total: 5 },
    remote: {
      ...pullRequest('#399', { review: 'approved' }),
      morePullRequests: 2,
      subIssues: { completed: 2, total: 5 },
    },
  }),
  remoteRow(377, {
    title: 'Drop Node 18 from the matrix',
    drift: [
      drift('fixedByCommit', '9f2c1a3', 'commit 9f2c1a3'),
      drift('mergedPullRequest', '#380', 'pullRequest #380'),
    ],
  }),
  remoteRow(361, {
    title: 'Rename Foo to Ledger in fixtures',
    priority: 3,
    drift: [drift('mergedPullRequest', '#40', 'pullRequest #40')],
    remote: pullRequest('#40', { state: 'merged' }),
  }),
  remoteRow(350, {
    title: 'Delivery promises',
    type: 'epic',
    remote: facts({ subIssues: { completed: 0, total: 12 } }),
  }),
  remoteRow(349, { title: 'Tidy the icons', priority: 4, remote: pullRequest('#348', { state: 'closed' }) }),
  remoteRow(330, { title: 'Orders list reads pages', status: 'blocked', blockedBy: [outside] }),
  remoteRow(331, {
    title: 'Partial refunds',
    status: 'blocked',
    blockedBy: [{ reason: 'unknown', kind: 'blocked_by', id: 'hidden' }],
  }),
  remoteRow(332, {
    title: 'Import old invoices',
    status: 'blocked',
    blockedBy: [{ reason: 'edge', kind: 'blocked_by', id: '398', key: 'github:shop#398', title: 'Schema migration' }],
    remote: pullRequest('#333'),
  }),
];

export const remoteState = (source: SourceChip, header: Partial<PanelHeader> = {}, rows = remoteRows()): PanelState =>
  sampleState(rows, {
    repositories: [sampleRepository({ currentIssue: rows.length === 0 ? null : 'github:shop#412' })],
    sources: [source],
    ...header,
  });

const offline = sampleTrouble(
  'offline',
  'github.com cannot be reached (ENOTFOUND). Check the network; it is tried again by itself.',
);
const absent = sampleTrouble(
  'noAccess',
  'acme/shop: it is not there, or is private and needs an account that may read it.',
);
const never: Partial<SourceChip> = { freshness: 'never', confirmedAtMs: null, via: '' };
const threeHoursAgo: Partial<SourceChip> = { freshness: 'stale', confirmedAtMs: sampleNowMs - 3 * 60 * minuteMs };
const pause = { untilMs: sampleNowMs + 12 * minuteMs, because: 'budget', resource: 'core' } as const;

/** One state for each thing that a source on a server can have to say. */
export const remoteStates = {
  healthy: remoteState(remoteSource()),
  firstSync: remoteState(
    remoteSource({ ...never, nextAttemptAtMs: null }, { progress: { done: 1_200, total: 3_000 } }),
    { syncing: true },
  ),
  beginning: remoteState(
    remoteSource({ ...never, nextAttemptAtMs: null }, { progress: { done: 0, total: null } }),
    { syncing: true },
    [],
  ),
  limited: remoteState(remoteSource({ freshness: 'ageing', confirmedAtMs: sampleNowMs - 9 * minuteMs }, { pause })),
  limitedUnread: remoteState(remoteSource(never, { pause, account: null, offer: 'signIn' }), {}, []),
  offline: remoteState(remoteSource({ ...threeHoursAgo, error: offline, nextAttemptAtMs: sampleNowMs + 41_000 })),
  offlineUnread: remoteState(remoteSource({ ...never, error: offline, nextAttemptAtMs: sampleNowMs + 41_000 }), {}, []),
  private: remoteState(
    remoteSource({ ...never, error: absent, nextAttemptAtMs: null }, { account: null, offer: 'signIn', budget: null }),
    {},
    [],
  ),
  signIn: remoteState(
    remoteSource(
      {
        ...threeHoursAgo,
        error: sampleTrouble('signIn', 'github.com no longer accepts dana. Sign in again, or give a new token.'),
      },
      { offer: 'signIn' },
    ),
  ),
  authorize: remoteState(
    remoteSource(
      { ...threeHoursAgo, error: sampleTrouble('noAccess', 'acme/shop: authorise the account for single sign-on.') },
      { offer: 'openUrl' },
    ),
  ),
  incomplete: remoteState(remoteSource({}, { incomplete: ['Pull requests could not be read.'] })),
  note: remoteState(
    remoteSource(
      {},
      {
        account: null,
        offer: 'signIn',
        notes: [
          'Issues are read from acme/shop, which dana/shop was forked from.',
          'Without an account: 60 requests an hour, no pull requests.',
        ],
      },
    ),
  ),
} as const;
