/** What a host answers of one issue of the sample shop: its details, its chains and its text. */
import type { Chain, ChainDirection, ChainNode, IssueDetails } from '../../src/protocol/issueDetails';
import type { Row } from '../../src/protocol/messages';
import { sampleNowMs } from './panelState';

const dayMs = 86_400_000;
const none: Chain = { nodes: [], more: 0 };

export const sampleNode = (id: string, fields: Partial<ChainNode> = {}): ChainNode => ({
  key: `beads:shop#${id}`,
  id,
  title: `Issue ${id}`,
  status: 'ready',
  depth: 1,
  mark: null,
  ...fields,
});

export function sampleDetails(row: Row, fields: Partial<IssueDetails> = {}): IssueDetails {
  const { key, id, title, status, trackerStatus, type, priority, labels, assignees, phase } = row;
  return {
    ...{ key, id, title, status, trackerStatus, type, priority, labels, assignees, phase },
    author: 'other-account',
    parent: null,
    createdAtMs: row.createdAtMs,
    updatedAtMs: row.updatedAtMs,
    closedAtMs: null,
    deferUntilMs: row.deferUntilMs,
    excerpt: null,
    excerptIsWhole: true,
    blockers: none,
    unblocks: none,
    pullRequests: [],
    source: { label: 'Beads', freshness: 'live', confirmedAtMs: sampleNowMs - dayMs },
    place: { path: '.beads/issues.jsonl', line: 12 },
    openable: row.openable,
    linkable: row.linkable,
    ...fields,
  };
}

/** Answers of the sample page for these issues. @param chains by key; an issue without has none */
export function boardAnswers(
  rows: readonly Row[],
  chains: Readonly<Record<string, Partial<Record<ChainDirection, readonly ChainNode[]>>>> = {},
  text = '',
): Readonly<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const row of rows) {
    answers[`getDetails ${row.key}`] = sampleDetails(row);
    answers[`getText ${row.key}`] = text === '' ? null : { markdown: text, isWhole: true };
    for (const direction of ['blockers', 'unblocks'] as const) {
      answers[`getChain ${row.key} ${direction}`] = { nodes: chains[row.key]?.[direction] ?? [], more: 0 };
    }
  }
  return answers;
}

/** `shop-398` frees a chain; `shop-401` waits for it, for itself, and for what cannot be found. */
export const shopChains: Parameters<typeof boardAnswers>[1] = {
  'beads:shop#shop-398': {
    unblocks: [
      sampleNode('shop-401', { title: 'Orders API v2', status: 'blocked' }),
      sampleNode('shop-91aa', { title: 'Partial refunds', status: 'blocked', depth: 2 }),
      sampleNode('shop-398', { title: 'Schema migration for orders', depth: 3, mark: 'cycle' }),
      sampleNode('shop-80', { title: 'Import old invoices', status: 'blocked' }),
      sampleNode('shop-91aa', { title: 'Partial refunds', status: 'blocked', depth: 2, mark: 'repeated' }),
    ],
  },
  'beads:shop#shop-401': {
    blockers: [
      sampleNode('shop-398', { title: 'Schema migration for orders' }),
      sampleNode('shop-12', { key: null, title: null, status: null, mark: 'unknown' }),
      sampleNode('shop-77', { title: 'Move invoices to the new ledger', status: 'inProgress', mark: 'parent' }),
    ],
    unblocks: [sampleNode('shop-91aa', { title: 'Partial refunds', status: 'blocked' })],
  },
};
