import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/protocol/messages';
import { rowContext } from '../../../webview/state/rowContext';
import { sampleRow } from '../../fakes/panelState';

const told = (row: Row, selectedKeys: readonly string[] = [], writable = false): Record<string, unknown> =>
  JSON.parse(rowContext(row, { writable, selectedKeys })) as Record<string, unknown>;

describe('rowContext', () => {
  it('names the issue, and leaves the menus of the editor out', () => {
    expect(told(sampleRow('a'))).toEqual({
      webviewSection: 'issue',
      issueKey: 'beads:shop#a',
      issueKeys: ['beads:shop#a'],
      several: false,
      linkable: false,
      archivable: false,
      startable: true,
      stoppable: false,
      blocked: false,
      unblocking: false,
      preventDefaultContextMenuItems: true,
    });
  });

  it('is about all that are chosen, where this one is among them', () => {
    const [a, b] = ['beads:shop#a', 'beads:shop#b'];
    expect(told(sampleRow('a'), [a, b])).toMatchObject({ several: true, issueKeys: [a, b] });
    expect(told(sampleRow('c'), [a, b])).toMatchObject({ several: false, issueKeys: ['beads:shop#c'] });
    expect(told(sampleRow('a'), [a])).toMatchObject({ several: false, issueKeys: [a] });
  });

  it('says what can be done with it', () => {
    const blocked = sampleRow('a', { status: 'blocked', blockedBy: [{ reason: 'manual' }] });
    expect(told(blocked)).toMatchObject({ blocked: true, startable: true });
    expect(told(sampleRow('a', { unblocks: { direct: 1, total: 3 } }))).toMatchObject({ unblocking: true });
    expect(told(sampleRow('a', { started: true }))).toMatchObject({ stoppable: true });
    expect(told(sampleRow('a', { current: true }))).toMatchObject({ stoppable: true });
    expect(told(sampleRow('a'), [], true)).toMatchObject({ archivable: true });
    const done = sampleRow('a', { status: 'done', started: true });
    expect(told(done, [], true)).toMatchObject({ startable: false, stoppable: false, archivable: false });
  });
});
