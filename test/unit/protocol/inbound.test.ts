import { describe, expect, it } from 'vitest';
import { parseWebviewMessage } from '../../../src/protocol/inbound';

const untouched = {
  filter: '',
  grouping: 'status',
  sorting: 'priority',
  collapsed: [],
  collapsedInFilter: [],
  anchor: null,
};

const request = (name: string, argument: unknown, id: unknown = 1) => ({ type: 'request', id, name, argument });

describe('parseWebviewMessage', () => {
  it.each([
    request('getState', { revision: null }),
    request('getState', { revision: 7 }),
    request('getRows', { revision: 7, from: 400 }),
    request('openIssue', { key: 'beads:shop#a', preview: false }),
    request('copyIssueKey', { key: 'beads:shop#ä' }),
    request('openProblem', { source: 'roadmap:shop', path: '.roadmap/issues/a.md', line: 3 }),
    request('openProblem', { source: 'roadmap:shop', path: null, line: null }),
    request('arranged', {
      filter: 'orders',
      grouping: 'label',
      sorting: 'updated',
      collapsed: ['status:deferred', 'problems'],
      collapsedInFilter: [],
      anchor: { group: 'status:ready', id: 'row:beads:shop#a', offset: -3.5 },
    }),
    request('arranged', untouched),
    request('act', { action: 'sync' }),
    request('act', { action: 'newIssue' }),
    request('act', { action: 'showProblems' }),
    request('act', { action: 'openSettings' }),
    request('act', { action: 'signIn', source: 'github:shop' }),
    request('act', { action: 'showStatistics' }),
    request('openLink', { key: 'github:shop#12', which: 'pullRequest #15' }),
    request('painted', { revision: 3, atMs: 1_700_000_000_000.25 }),
  ])('accepts $name', (message) => {
    expect(parseWebviewMessage(message)).toEqual(message);
  });

  it.each([
    ['an unknown name', request('runCommand', { command: 'x' })],
    ['an unknown action', request('act', { action: 'deleteEverything' })],
    ['an inherited property as action', request('act', { action: 'constructor' })],
    ['an action on a source that is no text', request('act', { action: 'signIn', source: 7 })],
    ['an action on a source that is not told', request('act', { action: 'signIn', source: undefined })],
    ['an address to open', request('openLink', { key: 'a', which: 'page', url: 'https://evil.example' })],
    ['a link without a name', request('openLink', { key: 'a', which: '' })],
    ['a missing part of an argument', request('getState', {})],
    ['a portion from before the first', request('getRows', { revision: 1, from: -1 })],
    ['a grouping nobody knows', request('arranged', { ...untouched, grouping: 'secret' })],
    [
      'a place that is no number',
      request('arranged', { ...untouched, anchor: { group: 'status:ready', id: 'a', offset: '1' } }),
    ],
    ['a missing argument', { type: 'request', id: 1, name: 'openIssue' }],
    ['a field too many', request('copyIssueKey', { key: 'a', force: true })],
    ['a key that is no text', request('copyIssueKey', { key: 7 })],
    ['an empty key', request('copyIssueKey', { key: '' })],
    ['a problem by its place in a list', request('openProblem', { index: 0 })],
    ['a line before the first', request('openProblem', { source: 'a', path: 'b', line: 0 })],
    ['a folder of its own choice', request('openProblem', { source: 'a', root: '/', path: 'b', line: 1 })],
    ['a moment that is no number', request('painted', { revision: 1, atMs: Number.NaN })],
    ['an id that is no number', request('getState', { revision: null }, '1')],
    ['another type', { ...request('getState', { revision: null }), type: 'event' }],
    ['nothing', null],
    ['a text', 'getState'],
  ])('refuses %s', (_what, message) => {
    expect(parseWebviewMessage(message)).toBeNull();
  });
});
