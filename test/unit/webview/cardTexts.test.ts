import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/protocol/messages';
import { notesOf } from '../../../webview/card/notes';
import { moment } from '../../../webview/card/Particulars';
import { sampleNowMs, sampleRow } from '../../fakes/panelState';

const notes = (fields: Partial<Row>): readonly string[] => notesOf(sampleRow('s-1', fields)).map(({ text }) => text);
const edge = (id: string): Row['blockedBy'][number] => ({
  reason: 'edge',
  kind: 'blocks',
  id,
  key: `beads:shop#${id}`,
  title: 'Schema',
});

describe('the sentences of a card', () => {
  it('are none for an issue of which there is nothing to tell', () => {
    expect(notes({})).toEqual([]);
  });

  it('give the first reason, and each that no chain tells', () => {
    const blockedBy: Row['blockedBy'] = [edge('s-2'), edge('s-3'), { reason: 'manual' }];
    expect(notes({ status: 'blocked', blockedBy })).toEqual([
      'Waits for s-2 Schema (blocks)',
      'Marked blocked by hand',
    ]);
  });

  it('tell all that is off, and what the issue frees', () => {
    expect(
      notes({
        drift: [{ kind: 'quiet', subject: '9', sentence: 'No commit has named it.', link: null }],
        duplicate: true,
        unknownBlockers: ['s-9'],
        unblocks: { direct: 1, total: 3 },
        openable: false,
      }),
    ).toEqual([
      'No commit has named it.',
      's-9 cannot be found. The tracker does not block on it.',
      'Another record has the same id',
      'Closing this frees 1 issue at once, 3 along the chain',
      'Has no file or page to open',
    ]);
  });
});

it.each([
  [-3 * 86_400_000, /^\d{4}-\d\d-\d\d \d\d:\d\d, 3d ago$/],
  [5 * 86_400_000, /, in 5d$/],
  [-1_000, /, just now$/],
])('a date %d ms from now is told as a moment and from now on', (distanceMs, expected) => {
  expect(moment(sampleNowMs + distanceMs, sampleNowMs)).toMatch(expected);
});
