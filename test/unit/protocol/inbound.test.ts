import { describe, expect, it } from 'vitest';
import { parseWebviewMessage } from '../../../src/protocol/inbound';

const request = (name: string, argument: unknown, id: unknown = 1) => ({ type: 'request', id, name, argument });

describe('parseWebviewMessage', () => {
  it.each([
    request('getState', null),
    request('openIssue', { key: 'beads:shop#a', preview: false }),
    request('copyIssueKey', { key: 'beads:shop#ä' }),
    request('openProblem', { index: 0 }),
    request('act', { action: 'sync' }),
    request('act', { action: 'openSettings' }),
    request('painted', { revision: 3, atMs: 1_700_000_000_000.25 }),
  ])('accepts $name', (message) => {
    expect(parseWebviewMessage(message)).toEqual(message);
  });

  it.each([
    ['an unknown name', request('runCommand', { command: 'x' })],
    ['an unknown action', request('act', { action: 'deleteEverything' })],
    ['an inherited property as action', request('act', { action: 'constructor' })],
    ['an argument where none belongs', request('getState', {})],
    ['a missing argument', { type: 'request', id: 1, name: 'openIssue' }],
    ['a field too many', request('copyIssueKey', { key: 'a', force: true })],
    ['a key that is no text', request('copyIssueKey', { key: 7 })],
    ['an empty key', request('copyIssueKey', { key: '' })],
    ['a negative place', request('openProblem', { index: -1 })],
    ['a broken place', request('openProblem', { index: 0.5 })],
    ['a moment that is no number', request('painted', { revision: 1, atMs: Number.NaN })],
    ['an id that is no number', request('getState', null, '1')],
    ['another type', { ...request('getState', null), type: 'event' }],
    ['nothing', null],
    ['a text', 'getState'],
  ])('refuses %s', (_what, message) => {
    expect(parseWebviewMessage(message)).toBeNull();
  });
});
