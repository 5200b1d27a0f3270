/** Samples of what the host says of one issue. */
import type { ChainNode, IssueDetails } from '../../src/protocol/issueDetails';
import { sampleNowMs } from './panelState';

const dayMs = 86_400_000;

export function sampleNode(id: string, fields: Partial<ChainNode> = {}): ChainNode {
  return { key: `beads:shop#${id}`, id, title: `Issue ${id}`, status: 'ready', depth: 1, mark: null, ...fields };
}

export function sampleDetails(id: string, fields: Partial<IssueDetails> = {}): IssueDetails {
  return {
    key: `beads:shop#${id}`,
    id,
    title: `Issue ${id}`,
    status: 'ready',
    trackerStatus: 'open',
    type: 'task',
    priority: 2,
    labels: [],
    assignees: [],
    author: null,
    phase: null,
    parent: null,
    createdAtMs: sampleNowMs - 9 * dayMs,
    updatedAtMs: sampleNowMs - 2 * dayMs,
    closedAtMs: null,
    deferUntilMs: null,
    excerpt: null,
    excerptIsWhole: true,
    blockers: { nodes: [], more: 0 },
    unblocks: { nodes: [], more: 0 },
    pullRequests: [],
    source: { label: 'Beads', freshness: 'live', confirmedAtMs: sampleNowMs },
    place: { path: 'issues.jsonl', line: 12 },
    openable: true,
    linkable: false,
    ...fields,
  };
}

/** A blocked issue of the shop with everything there is to say. */
export function fullDetails(): IssueDetails {
  return sampleDetails('shop-401', {
    title: 'Orders API v2',
    status: 'blocked',
    type: 'epic',
    priority: 1,
    labels: ['orders', 'api', 'breaking change'],
    assignees: ['Given Family', 'third-account'],
    author: 'other.family@example.com',
    phase: 'Billing 2.0',
    parent: { key: 'beads:shop#shop-77', title: 'Move invoices to the new ledger' },
    deferUntilMs: sampleNowMs + 30 * dayMs,
    excerpt: [
      'Clients page through **all** orders today. See [the design](https://example.com/design/orders?v=2) and shop-398.',
      '',
      '- [x] schema',
      '- [ ] `GET /orders` answers with pages',
      '',
      '```sql',
      'select id from orders where id > :after order by id limit 100; -- a line that is longer than any panel is wide',
      '```',
      '',
      '> Old clients keep working for a year.',
    ].join('\n'),
    excerptIsWhole: false,
    blockers: {
      nodes: [
        sampleNode('shop-398', { title: 'Schema migration for orders' }),
        sampleNode('shop-77', { title: 'Move invoices to the new ledger', status: 'inProgress' }),
        sampleNode('shop-61', { title: 'Split the pricing service', status: 'blocked', depth: 2 }),
        sampleNode('shop-62', { title: 'Pricing rules as data', status: 'blocked', depth: 3, mark: 'cycle' }),
        sampleNode('shop-12', { key: null, title: null, status: null, depth: 2, mark: 'unknown' }),
      ],
      more: 4,
    },
    unblocks: {
      nodes: [
        sampleNode('shop-91aa', { title: 'Partial refunds', status: 'blocked' }),
        sampleNode('shop-402', { title: 'Orders list reads from the replica', status: 'blocked', mark: 'repeated' }),
      ],
      more: 0,
    },
    pullRequests: [
      { id: '#420', title: 'Pages for orders', state: 'draft', review: null, link: 'pullRequest #420' },
      { id: '#418', title: 'Cursor type', state: 'merged', review: 'approved', link: 'pullRequest #418' },
    ],
    source: { label: 'GitHub', freshness: 'ageing', confirmedAtMs: sampleNowMs - 47 * 60_000 },
  });
}
