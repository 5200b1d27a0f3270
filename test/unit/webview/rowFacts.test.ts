import { describe, expect, it } from 'vitest';
import type { BlockReason } from '../../../src/domain/readiness';
import type { Row } from '../../../src/protocol/messages';
import { formatDay, formatMoment, quietAge } from '../../../webview/state/ages';
import { agingText, dataAgeFact, factsOf, hasRoomForAge, oldSinceMs } from '../../../webview/state/facts';
import { initials } from '../../../webview/state/names';
import { rowLabel, rowTooltip } from '../../../webview/state/rowText';
import { sampleNowMs, sampleRow, sampleSource } from '../../fakes/panelState';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const edge: BlockReason = { reason: 'edge', kind: 'blocks', id: 's-9', key: 'beads:shop#s-9', title: 'Schema' };

function texts(fields: Partial<Row>): string[] {
  return factsOf(sampleRow('s-1', fields), null, sampleNowMs).map(({ text, strong, more }) =>
    [text, strong, more > 0 ? `+${more}` : null].filter((part) => part !== null).join(' '),
  );
}

const blocked = (...blockedBy: BlockReason[]): Partial<Row> => ({ status: 'blocked', blockedBy });

describe('factsOf', () => {
  it.each<[string, Partial<Row>, string[]]>([
    ['nothing on a plain row', {}, []],
    ['what blocks it, and how much more', blocked(edge, { reason: 'manual' }), ['by s-9 Schema +1']],
    ['a blocked parent', blocked({ ...edge, reason: 'parent' }), ['via parent Schema']],
    ['a cycle', blocked({ ...edge, reason: 'cycle' }), ['in a cycle with s-9 Schema']],
    ['a blocker nobody knows', blocked({ reason: 'unknown', kind: 'blocks', id: 's-0' }), ['by s-0 unknown']],
    ['a mark by hand', blocked({ reason: 'manual' }), ['marked blocked']],
    [
      'that a blocked one was begun',
      { ...blocked({ reason: 'manual' }), started: true },
      ['marked blocked', 'started'],
    ],
    ['what it frees along the chain', { unblocks: { direct: 1, total: 4 } }, ['unblocks 4']],
    ['an unknown blocker that does not block', { unknownBlockers: ['x', 'y'] }, ['x unknown +1']],
    ['its parent', { parentTitle: 'Billing' }, ['Billing']],
    ['that nobody touched it', { updatedAtMs: sampleNowMs - 45 * dayMs }, ['quiet 45d']],
    [
      'once that nothing happened',
      {
        status: 'inProgress',
        updatedAtMs: sampleNowMs - 45 * dayMs,
        drift: [{ kind: 'quiet', subject: '45', sentence: 'No commit names it.', link: null }],
      },
      ['no commits 45d'],
    ],
    ['nothing about thirteen days', { updatedAtMs: sampleNowMs - 13 * dayMs }, []],
    ['what the tracker calls it', { status: 'other', trackerStatus: 'pinned' }, ['pinned']],
    ['that the current one is done', { status: 'done', current: true }, ['already done']],
    ['where the current one stands', { current: true }, ['ready']],
    ['a double id', { duplicate: true }, ['duplicate id']],
  ])('tells %s', (_what, fields, expected) => {
    expect(texts(fields)).toEqual(expected);
  });

  it('tells the day a deferred one waits for', () => {
    const deferUntilMs = sampleNowMs + 400 * dayMs;
    expect(texts({ status: 'deferred', deferUntilMs })).toEqual([`until ${formatDay(deferUntilMs, sampleNowMs)}`]);
    expect(formatDay(deferUntilMs, sampleNowMs)).toContain('2027');
  });

  it('tells at most three, the most telling first', () => {
    const fields = {
      ...blocked(edge),
      started: true,
      unblocks: { direct: 1, total: 1 },
      parentTitle: 'P',
      duplicate: true,
    };
    expect(texts(fields)).toEqual(['by s-9 Schema', 'unblocks 1', 'started']);
  });

  it('keeps one order: reason, what it frees, drift, that it was begun, inactivity', () => {
    const all: Partial<Row> = {
      ...blocked(edge),
      unblocks: { direct: 1, total: 1 },
      drift: [{ kind: 'branchOfDone', subject: 'b', sentence: 'It is closed.', link: null }],
      started: true,
      updatedAtMs: sampleNowMs - 45 * dayMs,
    };
    const kinds = (fields: Partial<Row>): string[] =>
      factsOf(sampleRow('s-1', fields), null, sampleNowMs).map(({ kind }) => kind);
    expect(kinds(all)).toEqual(['reason', 'unblocks', 'drift']);
    expect(kinds({ ...all, blockedBy: [] })).toEqual(['unblocks', 'drift', 'started']);
    expect(kinds({ ...all, blockedBy: [], unblocks: { direct: 0, total: 0 } })).toEqual(['drift', 'started', 'quiet']);
  });

  it('has place for what is less telling only before the third, which the age of the data may need', () => {
    const minor: Partial<Row> = { duplicate: true, unknownBlockers: ['x'], parentTitle: 'P' };
    expect(texts(minor)).toEqual(['duplicate id', 'x unknown']);
    expect(texts({ ...minor, unblocks: { direct: 1, total: 1 } })).toEqual(['unblocks 1', 'duplicate id']);
    expect(texts({ ...minor, ...blocked(edge), started: true })).toEqual(['by s-9 Schema', 'started']);
    const facts = factsOf(sampleRow('s-1', minor), null, sampleNowMs);
    expect(hasRoomForAge(facts, null)).toBe(true);
  });

  it('says the status in a word, behind its shape, where issues of other statuses stand beside it', () => {
    const status = (fields: Partial<Row>): unknown =>
      factsOf(sampleRow('s-1', fields), null, sampleNowMs, true).map(({ kind, icon, text }) => [kind, icon, text]);
    expect(status({})).toEqual([['status', 'ready', 'ready']]);
    expect(status({ status: 'inProgress' })).toEqual([['status', 'inProgress', 'in progress']]);
    expect(status(blocked({ reason: 'manual' }))).toEqual([['reason', null, 'marked blocked']]);
  });

  it('colours what is worth taking only when it can be taken', () => {
    const tone = (fields: Partial<Row>): string | undefined =>
      factsOf(sampleRow('a', { unblocks: { direct: 1, total: 1 }, ...fields }), null, sampleNowMs).find(
        ({ kind }) => kind === 'unblocks',
      )?.tone;
    expect([tone({}), tone(blocked(edge))]).toEqual(['good', 'plain']);
  });

  it('leaves room for the age of the data only behind all that is more telling', () => {
    const full = { ...blocked(edge), started: true, unblocks: { direct: 1, total: 1 } };
    const hasRoom = (fields: Partial<Row>, tag: string | null): boolean =>
      hasRoomForAge(factsOf(sampleRow('a', fields), tag, sampleNowMs), tag);
    expect([hasRoom({}, null), hasRoom({}, 'api')]).toEqual([true, true]);
    expect([hasRoom(full, null), hasRoom(full, 'api')]).toEqual([false, false]);
  });

  it('name the source first, beside three facts, where there are several', () => {
    const row = sampleRow('a', { ...blocked(edge), started: true, unblocks: { direct: 1, total: 1 }, duplicate: true });
    const facts = factsOf(row, 'api', sampleNowMs);
    expect(facts.map(({ text }) => text)).toEqual(['api', 'by s-9 Schema', 'unblocks 1', 'started']);
  });
});

describe('the age of the data', () => {
  const confirmedAtMs = sampleNowMs - 47 * minuteMs;

  it('is told only when it is no longer fresh, and never as inactivity', () => {
    expect(oldSinceMs(sampleSource({ confirmedAtMs }))).toBeNull();
    expect(oldSinceMs(sampleSource({ freshness: 'fresh', confirmedAtMs }))).toBeNull();
    expect(oldSinceMs(sampleSource({ freshness: 'ageing', confirmedAtMs }))).toBe(confirmedAtMs);
    expect(oldSinceMs(sampleSource({ freshness: 'stale', confirmedAtMs }))).toBe(confirmedAtMs);
    const fact = dataAgeFact(confirmedAtMs, sampleNowMs);
    expect(fact).toMatchObject({ kind: 'dataAge', icon: 'dataAge', text: '47m old', tone: 'warn' });
    expect(agingText(fact, sampleNowMs + 13 * minuteMs)).toBe('1h old');
    expect(dataAgeFact(sampleNowMs - minuteMs / 2, sampleNowMs).text).toBe('<1m old');
  });

  it('is not told of what is being read anew: no row is to change when nothing did', () => {
    expect(oldSinceMs(sampleSource({ freshness: 'stale', recalled: true, confirmedAtMs }))).toBeNull();
  });
});

describe('the words of a row', () => {
  it('tell a screen reader the title first, then why it waits, whole', () => {
    const row = sampleRow('s-1', {
      title: 'Refunds',
      priority: 1,
      labels: ['db'],
      assignees: ['gfamily'],
      ...blocked(edge),
    });
    expect(rowLabel(row, factsOf(row, null, sampleNowMs))).toBe(
      'Refunds, s-1, blocked, P1, high, Waits for s-9 Schema (blocks), Labels: db, Assigned to gfamily',
    );
  });

  it('tell all labels and all reasons in the tooltip', () => {
    const row = sampleRow('s-1', { labels: ['a', 'b', 'c'], openable: false, ...blocked(edge, { reason: 'manual' }) });
    const lines = rowTooltip(row).split('\n');
    expect(lines).toContain('Labels: a, b, c');
    expect(lines).toContain('Waits for s-9 Schema (blocks)');
    expect(lines).toContain('Marked blocked by hand');
    expect(lines).toContain('Has no file or page to open');
  });
});

describe('ages', () => {
  it('writes a moment in the time zone of the reader', () => {
    expect(formatMoment(new Date(2026, 2, 5, 9, 4).getTime())).toBe('2026-03-05 09:04');
  });

  it('calls nothing quiet whose last change is unknown', () => {
    expect(quietAge(null, sampleNowMs)).toBeNull();
  });
});

it.each([
  ['Given Family', 'GF'],
  ['gfamily', 'GF'],
  ['Given of the Family', 'GF'],
  ['given.family@example.com', 'GF'],
  ['@given-family', 'GF'],
  ['žluť', 'ŽL'],
  ['', ''],
])('makes initials of "%s"', (name, expected) => {
  expect(initials(name)).toBe(expected);
});
