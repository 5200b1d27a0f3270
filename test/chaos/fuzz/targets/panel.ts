/** What the page sends to the host, and what it kept of an earlier life. */
import fc from 'fast-check';
import { maxCollapsed, readArrangement } from '../../../../src/protocol/arrangement';
import { parseWebviewMessage } from '../../../../src/protocol/inbound';
import type { HostMessage, WebviewMessage } from '../../../../src/protocol/messages';
import { servePanel, type PanelHandlers } from '../../../../src/protocol/messenger';
import { findLink, webAddress } from '../../../../src/vscode/panel/links';
import { groupings, sortings } from '../../../../src/protocol/view/view';
import { anyText, jsonLike, textLike } from '../hostile';
import { expect, target, type FuzzTarget } from '../target';

const arrangement = {
  grouping: 'label',
  sorting: 'updated',
  filter: 'x',
  collapsed: ['status:ready', 'label:db'],
  collapsedInFilter: [],
  anchor: { group: 'status:ready', id: 'row:1', offset: -3.5 },
} as const;
const messages: readonly [WebviewMessage, ...WebviewMessage[]] = [
  { type: 'request', id: 1, name: 'getState', argument: { revision: null } },
  { type: 'request', id: 2, name: 'getRows', argument: { revision: 3, from: 400 } },
  { type: 'request', id: 3, name: 'openIssue', argument: { key: 'beads:shop#1', preview: true } },
  { type: 'request', id: 4, name: 'copyIssueKey', argument: { key: 'beads:shop#1' } },
  { type: 'request', id: 5, name: 'openProblem', argument: { source: 'beads:shop', path: null, line: 3 } },
  { type: 'request', id: 6, name: 'arranged', argument: arrangement },
  { type: 'request', id: 7, name: 'openLink', argument: { key: 'beads:shop#1', which: 'page' } },
  { type: 'request', id: 8, name: 'act', argument: { action: 'sync', source: 'beads:shop' } },
  { type: 'request', id: 9, name: 'painted', argument: { revision: 3, atMs: 1.5 } },
];

/** All that can be sent to another thread, JSON or not. */
const anything = fc.anything({
  maxDepth: 3,
  withBigInt: true,
  withDate: true,
  withMap: true,
  withSet: true,
  withTypedArray: true,
  withSparseArray: true,
  withNullPrototype: true,
});
const inbound = fc.oneof({ weight: 3, arbitrary: jsonLike(...messages) }, { weight: 1, arbitrary: anything });

const failing = (): never => {
  throw new Error('the host cannot');
};
/** Half of the requests fail, as they may. */
const handlers: PanelHandlers = {
  getState: failing,
  getRows: failing,
  openIssue: () => null,
  copyIssueKey: () => null,
  openProblem: failing,
  openLink: () => null,
  act: failing,
  arranged: () => null,
  getDetails: () => null,
  getChain: () => null,
  getText: () => null,
  openAddress: failing,
  run: failing,
  painted: () => null,
};

export const panelTargets: readonly FuzzTarget[] = [
  target('messages of the page', inbound, (value) => {
    const message = parseWebviewMessage(value);
    if (message === null) return;
    expect(
      messages.some(({ name }) => name === message.name),
      'a request nobody knows',
    );
    expect(Object.keys(message).length === 4, 'more than the contract says');
  }),
  target("the host's end of the page", inbound, async (value) => {
    const replies: HostMessage[] = [];
    let errors = 0;
    const serve = servePanel(
      handlers,
      parseWebviewMessage,
      (reply) => replies.push(reply),
      () => errors++,
    );
    await serve(value);
    const parsed = parseWebviewMessage(value);
    expect(replies.length <= 1, 'more than one reply');
    expect(parsed === null || replies.length === 1, 'a request without a reply');
    expect(
      replies.every((reply) => reply.type === 'reply' && (reply.ok || reply.message !== '')),
      'a reply without words',
    );
  }),
  target('what the page kept', fc.oneof(jsonLike(arrangement), anything), (saved) => {
    const read = readArrangement(saved);
    expect(read.collapsed.length <= maxCollapsed, 'more closed groups than are kept');
    expect(groupings.includes(read.grouping) && sortings.includes(read.sorting), 'no order');
    const again = parseWebviewMessage({ type: 'request', id: 1, name: 'arranged', argument: read });
    expect(again !== null, 'the host refuses what the page understood');
    expect(typeof read.filter === 'string', 'no filter');
  }),
  target(
    'addresses the page names',
    fc.tuple(anyText, textLike('https://github.com/acme/shop/issues/1')),
    ([which, url]) => {
      expect(findLink({ issues: [], drift: new Map() }, which, url) === null, 'a page of no issue');
      const address = webAddress(url);
      expect(address === null || /^https?:/i.test(new URL(address).protocol), 'no page');
    },
  ),
];
