/** Sample panel states: small builders, a shop with forty issues, and as many rows as asked for. */
import type { Status } from '../../src/domain/readiness';
import type {
  PanelHeader,
  PanelPatch,
  PanelState,
  RepositoryLine,
  Row,
  SectionId,
  SectionOrder,
  SourceChip,
} from '../../src/protocol/messages';
import { splicesBetween } from '../../src/protocol/sectionSplices';

/** The moment all samples are seen at. */
export const sampleNowMs = Date.UTC(2026, 2, 12, 9, 30);
const dayMs = 86_400_000;

export function sampleRow(id: string, fields: Partial<Row> = {}): Row {
  return {
    key: `beads:shop#${id}`,
    id,
    title: `Issue ${id}`,
    status: 'ready',
    trackerStatus: 'open',
    started: false,
    current: false,
    priority: 2,
    type: 'task',
    labels: [],
    assignees: [],
    blockedBy: [],
    unknownBlockers: [],
    unblocks: { direct: 0, total: 0 },
    parentKey: null,
    parentTitle: null,
    phase: null,
    duplicate: false,
    source: 'beads:shop',
    createdAtMs: sampleNowMs - 9 * dayMs,
    updatedAtMs: sampleNowMs - 2 * dayMs,
    deferUntilMs: null,
    openable: true,
    linkable: false,
    remote: null,
    drift: [],
    ...fields,
  };
}

export function sampleRepository(fields: Partial<RepositoryLine> = {}): RepositoryLine {
  return {
    root: '/home/dev/shop',
    name: 'shop',
    branch: 'feat/412-cache-reload-after-rebase',
    head: '8f3a2b1c',
    state: 'clean',
    detached: false,
    unborn: false,
    upstream: 'origin/feat/412-cache-reload-after-rebase',
    ahead: 2,
    behind: 1,
    changes: 3,
    conflicted: 0,
    isGit: true,
    currentIssue: null,
    phase: null,
    freshness: 'live',
    agedSinceMs: null,
    error: null,
    unwatched: null,
    ...fields,
  };
}

export function sampleSource(fields: Partial<SourceChip> = {}): SourceChip {
  return {
    id: 'beads:shop',
    kind: 'beads',
    label: 'Beads',
    repository: 'shop',
    via: '.beads/issues.jsonl',
    freshness: 'live',
    confirmedAtMs: sampleNowMs,
    nextAttemptAtMs: null,
    error: null,
    unwatched: null,
    tag: null,
    recalled: false,
    remote: null,
    ...fields,
  };
}

const noCounts: Readonly<Record<Status, number>> = {
  done: 0,
  other: 0,
  blocked: 0,
  deferred: 0,
  inProgress: 0,
  ready: 0,
};

/** A state of these rows: order and counts follow from them. Done rows are held, not listed. */
export function sampleState(rows: readonly Row[], header: Partial<PanelHeader> = {}, revision = 1): PanelState {
  const order: Record<SectionId, string[]> = { inProgress: [], ready: [], blocked: [], deferred: [], other: [] };
  const counts = { ...noCounts };
  for (const row of rows) {
    counts[row.status] += 1;
    if (row.status !== 'done') order[row.status].push(row.key);
  }
  const listed: SectionOrder = order;
  return {
    revision,
    order: listed,
    rows,
    header: {
      phase: 'ready',
      trusted: true,
      syncing: false,
      consistency: 'strict',
      snapshotAtMs: sampleNowMs,
      repositories: [sampleRepository()],
      sources: [sampleSource()],
      counts,
      problems: [],
      problemCount: 0,
      failure: null,
      me: [],
      ...header,
    },
  };
}

function waitsFor(id: string, title: string): Row['blockedBy'][number] {
  return { reason: 'edge', kind: 'blocks', id, key: `beads:shop#${id}`, title };
}

const ago = (days: number): number => sampleNowMs - days * dayMs;

/** A web shop in the middle of its work. */
export function shopRows(): readonly Row[] {
  const ready = (id: string, title: string, fields: Partial<Row> = {}) => sampleRow(id, { title, ...fields });
  const blocked = (id: string, title: string, blockedBy: Row['blockedBy'], fields: Partial<Row> = {}) =>
    sampleRow(id, { title, status: 'blocked', blockedBy, ...fields });
  const schema = 'Schema migration for orders';
  return [
    sampleRow('shop-412', {
      title: 'Cache: reload after rebase',
      status: 'inProgress',
      started: true,
      current: true,
      priority: 1,
      type: 'bug',
      labels: ['cache'],
      assignees: ['Given Family'],
      unblocks: { direct: 1, total: 2 },
    }),
    sampleRow('shop-a1f3', {
      title: 'Checkout drops the coupon when the page is reloaded',
      status: 'inProgress',
      started: true,
      priority: 0,
      type: 'bug',
      labels: ['checkout', 'regression'],
      assignees: ['other.family@example.com', 'Given Family'],
      updatedAtMs: ago(19),
    }),
    sampleRow('shop-77', {
      title: 'Move invoices to the new ledger',
      status: 'inProgress',
      started: true,
      type: 'feature',
      assignees: ['Given Family'],
      parentTitle: 'Billing 2.0',
      unblocks: { direct: 2, total: 3 },
    }),
    ready('shop-398', schema, {
      priority: 0,
      type: 'feature',
      labels: ['db', 'orders'],
      unblocks: { direct: 3, total: 5 },
    }),
    ready('shop-77c0', 'Rate limiter shares its budget between workers', {
      priority: 1,
      unblocks: { direct: 2, total: 2 },
    }),
    ready('shop-51', 'Payment webhook answers twice under load', { priority: 1, type: 'bug', labels: ['payments'] }),
    ready('shop-4be1', 'Docs: how to run the seeds', { labels: ['docs'], updatedAtMs: ago(45) }),
    ready('shop-377', 'Drop Node 18 from the matrix', { type: 'chore', labels: ['ci', 'infra', 'node'] }),
    ready('shop-213', 'Show the delivery window in the cart', {
      type: 'feature',
      parentTitle: 'Delivery promises',
      assignees: ['third-account'],
    }),
    ready('shop-9d2', 'Search suggestions ignore accents', { type: 'bug', unknownBlockers: ['shop-x1'] }),
    ready('shop-88', 'Audit log for price changes', { labels: ['compliance'], updatedAtMs: ago(21) }),
    ready('shop-361', 'Rename Foo to Ledger in fixtures', { priority: 3 }),
    ready('shop-302', 'Tidy the icons of the account menu', { priority: 3, labels: ['ui'] }),
    ready('shop-19', 'Confetti on the hundredth order', { priority: 4, updatedAtMs: ago(400) }),
    ready('shop-20', 'Try the new bundler', { priority: null, type: 'spike' }),
    blocked('shop-401', 'Orders API v2', [waitsFor('shop-398', schema), waitsFor('shop-77', 'Move invoices')], {
      priority: 1,
      type: 'epic',
      unblocks: { direct: 2, total: 2 },
    }),
    blocked(
      'shop-91aa',
      'Partial refunds',
      [
        {
          reason: 'parent',
          kind: 'parent-child',
          id: 'shop-401',
          key: 'beads:shop#shop-401',
          title: 'Orders API v2',
        },
      ],
      { labels: ['payments'] },
    ),
    blocked('shop-80', 'Import old invoices', [{ reason: 'unknown', kind: 'blocks', id: 'shop-12' }], {
      assignees: ['other.family@example.com'],
    }),
    blocked('shop-402', 'Orders list reads from the replica', [waitsFor('shop-398', schema)], {
      started: true,
      assignees: ['third-account'],
    }),
    blocked(
      'shop-61',
      'Split the pricing service',
      [
        {
          reason: 'cycle',
          kind: 'blocks',
          id: 'shop-62',
          key: 'beads:shop#shop-62',
          title: 'Pricing rules as data',
        },
      ],
      { type: 'feature' },
    ),
    blocked(
      'shop-62',
      'Pricing rules as data',
      [
        {
          reason: 'cycle',
          kind: 'blocks',
          id: 'shop-61',
          key: 'beads:shop#shop-61',
          title: 'Split the pricing service',
        },
      ],
      {},
    ),
    blocked('shop-70', 'Legal review of the returns page', [{ reason: 'manual' }], { updatedAtMs: ago(30) }),
    sampleRow('shop-501', {
      title: 'Black Friday load test',
      status: 'deferred',
      trackerStatus: 'deferred',
      deferUntilMs: sampleNowMs + 200 * dayMs,
    }),
    sampleRow('shop-502', { title: 'Loyalty points', status: 'deferred', trackerStatus: 'deferred' }),
    sampleRow('shop-503', { title: 'Gift cards', status: 'deferred', trackerStatus: 'deferred', labels: ['ideas'] }),
    sampleRow('shop-600', { title: 'Team agreements', status: 'other', trackerStatus: 'pinned' }),
    ...Array.from({ length: 14 }, (_, index) =>
      sampleRow(`shop-d${index}`, { title: `Finished ${index}`, status: 'done', trackerStatus: 'closed' }),
    ),
  ];
}

/** The shop as the panel sees it, with two records that could not be read. */
export function shopState(header: Partial<PanelHeader> = {}, revision = 1): PanelState {
  const rows = shopRows();
  const state = sampleState(rows, {}, revision);
  return {
    ...state,
    rows: rows.filter(({ status }) => status !== 'done'),
    header: {
      ...state.header,
      repositories: [sampleRepository({ currentIssue: 'beads:shop#shop-412' })],
      problems: [
        {
          source: 'beads:shop',
          path: '.beads/issues.jsonl',
          line: 31,
          message: 'The line is not JSON: it ends in the middle of a text.',
        },
        {
          source: 'beads:shop',
          path: '.beads/issues.jsonl',
          line: 57,
          message: 'The record has no id.',
        },
      ],
      problemCount: 2,
      ...header,
    },
  };
}

/** `count` rows over the three main sections. */
export function largeState(count: number): PanelState {
  const statuses = ['ready', 'blocked', 'inProgress'] as const;
  const rows = Array.from({ length: count }, (_, index) => {
    const status = statuses[index % 10 === 9 ? 2 : index % 2] ?? 'ready';
    return sampleRow(`big-${index}`, {
      title: `Generated issue number ${index}`,
      status,
      blockedBy: status === 'blocked' ? [waitsFor(`big-${index - 1}`, `Generated issue number ${index - 1}`)] : [],
      labels: index % 3 === 0 ? ['generated'] : [],
    });
  });
  return sampleState(rows);
}

/** The patch that puts `row` into `state` (which it is in already, perhaps in another section), at the end of its section. */
export function patchWith(state: PanelState, row: Row): PanelPatch {
  const without = (keys: readonly string[]): string[] => keys.filter((key) => key !== row.key);
  const order: Record<SectionId, string[]> = {
    inProgress: without(state.order.inProgress),
    ready: without(state.order.ready),
    blocked: without(state.order.blocked),
    deferred: without(state.order.deferred),
    other: without(state.order.other),
  };
  if (row.status !== 'done') order[row.status].push(row.key);
  const { revision, header } = state;
  const splices = splicesBetween(state.order, order);
  return { baseRevision: revision, revision: revision + 1, header, order: splices, upserts: [row], removals: [] };
}
