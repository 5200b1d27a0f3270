import { describe, expect, it } from 'vitest';
import { finds, found, hoursAgo } from './queryRows';
import { sampleRow } from '../../../fakes/panelState';
import type { Row } from '../../../../src/protocol/messages';

type Case = readonly [query: string, fields: Partial<Row>, isFound: boolean];

const drift = [{ kind: 'quiet', subject: '9', sentence: 'Quiet.', link: null }] as const;

describe('A filter', () => {
  it.each<Case>([
    ['is:ready', { status: 'ready' }, true],
    ['is:ready', { status: 'blocked' }, false],
    ['is:started', { started: true }, true],
    ['is:current', { current: true }, true],
    ['is:drift', { drift }, true],
    ['is:drift', {}, false],
    ['is:duplicate', { duplicate: false }, false],
    ['is:mine', { assignees: ['Given@Example.com'] }, true],
    ['is:mine', { assignees: ['other'] }, false],
    ['is:unassigned', { assignees: [] }, true],
    ['no:assignee', { assignees: ['other'] }, false],
    ['no:label', { labels: [] }, true],
    ['no:milestone', { phase: 'One' }, false],
    ['no:priority', { priority: null }, true],
    ['assignee:other', { assignees: ['Other'] }, true],
    ['assignee:@other', { assignees: ['other@example.com'] }, true],
    ['assignee:"Given Family"', { assignees: ['given family'] }, true],
    ['assignee:oth', { assignees: ['other'] }, false],
    ['label:bug', { labels: ['db', 'Bug'] }, true],
    ['label:bug', { labels: ['bugfix'] }, false],
    ['label:études', { labels: ['Etudes'] }, true],
    ['-label:bug', { labels: ['bug'] }, false],
    ['-label:bug', { labels: [] }, true],
    ['source:beads', { source: 'beads:shop' }, true],
    ['source:GitHub', { source: 'beads:shop' }, false],
    ['source:github:shop/api', { source: 'github:shop/api' }, true],
    ['repo:api', { source: 'github:shop/api' }, true],
    ['repo:api', { source: 'beads:shop' }, false],
    ['phase:"Phase 2"', { phase: 'phase 2' }, true],
    ['type:bug', { type: 'bug' }, true],
    ['priority:p0', { priority: 0 }, true],
    ['priority:>=3', { priority: 4 }, true],
    ['priority:<=1', { priority: null }, false],
    ['parent:shop-9', { parentKey: 'beads:shop#shop-9', parentTitle: 'Orders' }, true],
    ['parent:orders', { parentKey: 'beads:shop#shop-9', parentTitle: 'Orders' }, true],
    ['key:shop-1', {}, true],
    ['key:#12', { key: 'github:shop/api#12', id: '12', source: 'github:shop/api' }, true],
    ['updated:<7d', { updatedAtMs: hoursAgo(6 * 24) }, true],
    ['updated:<7d', { updatedAtMs: hoursAgo(8 * 24) }, false],
    ['updated:>2w', { updatedAtMs: hoursAgo(15 * 24) }, true],
    ['updated:>2w', { updatedAtMs: null }, false],
    ['updated:1mo', { updatedAtMs: hoursAgo(29 * 24) }, true],
    ['created:>2026-06-14', { createdAtMs: hoursAgo(10) }, true],
    ['created:>2026-06-15', { createdAtMs: hoursAgo(10) }, false],
    ['created:>=2026-06-15', { createdAtMs: hoursAgo(10) }, true],
    ['created:2026-06-15', { createdAtMs: hoursAgo(10) }, true],
    ['created:<2026-06-15', { createdAtMs: hoursAgo(10) }, false],
    ['unblocks:>2', { unblocks: { direct: 1, total: 3 } }, true],
    ['unblocks:>2', { unblocks: { direct: 1, total: 2 } }, false],
  ])('%s', (query, fields, isFound) => {
    expect(finds(query, fields)).toBe(isFound);
  });
});

describe('Several filters', () => {
  const rows = [
    sampleRow('1', { title: 'one', labels: ['a', 'b'], status: 'ready', assignees: ['x'] }),
    sampleRow('2', { title: 'two', labels: ['a'], status: 'blocked', assignees: ['y'], priority: 0, started: true }),
    sampleRow('3', { title: 'three', labels: ['c'], status: 'deferred', createdAtMs: hoursAgo(24) }),
  ];

  it.each([
    ['label:a label:b', ['one']],
    ['label:b,c', ['one', 'three']],
    ['-label:b,c', ['two']],
    ['is:ready is:blocked', ['one', 'two']],
    ['is:ready is:blocked is:started', ['two']],
    ['is:ready,started', ['one', 'two']],
    ['assignee:x assignee:y', ['one', 'two']],
    ['assignee:x no:assignee', ['one', 'three']],
    ['priority:0 priority:2 is:ready', ['one']],
    ['created:<2d created:>2h', ['three']],
    ['is:ready -is:ready', []],
  ])('%s', (query, titles) => {
    expect(found(query, rows)).toEqual(titles);
  });
});
