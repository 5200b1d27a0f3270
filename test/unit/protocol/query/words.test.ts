import { describe, expect, it } from 'vitest';
import { sampleRow } from '../../../fakes/panelState';
import { finds, found, titled } from './queryRows';

const schema = 'Schema migration for orders';

describe('A word', () => {
  it.each([
    ['schema', 'as it stands'],
    ['chem', 'within another'],
    ['migration schema', 'in another order than they stand'],
    ['SCHEMA', 'in another case'],
    ['shcema', 'with two letters exchanged'],
    ['migation', 'with a letter left out'],
    ['migrattion', 'with one too many'],
    ['migratiom', 'with the last one wrong'],
    ['migart', 'with a slip, before it is typed to its end'],
    ['orders schema migartion', 'among others that are right'],
  ])('%s is found %s', (query) => {
    expect(found(query, titled(schema, 'Partial refunds'))).toEqual([schema]);
  });

  it.each([
    ['stats', 'Train stations'],
    ['from', 'A form'],
    ['cache', 'Reaches'],
    ['v1234', 'v1235'],
    ['"shcema"', schema],
    ['smorders', schema],
  ])('%s does not find “%s”, which nobody would understand', (query, title) => {
    expect(found(query, titled(title))).toEqual([]);
  });

  it('is found in key, labels and assignees, and not across two of them', () => {
    expect(finds('shop-1', {})).toBe(true);
    expect(finds('regression', { labels: ['a', 'Regression'] })).toBe(true);
    expect(finds('given', { assignees: ['Given Family'] })).toBe(true);
    expect(finds('issueshop', { title: 'Issue' })).toBe(false);
    expect(finds('beads:shop#shop-1', {})).toBe(true);
    expect(finds('#12', { id: '12', source: 'github:shop/api' })).toBe(true);
  });

  it.each([
    ['cafe', 'Le Café'],
    ['café', 'Le Cafe\u0301'],
    ['strasse', 'Hauptstraße'],
    ['bytte', 'Bytte \u200bsøk'],
    ['ｓｃｈｅｍａ', schema],
    ['миграция', 'Миграция схемы'],
    ['мигрцаия', 'Миграция схемы'],
    ['注文', '注文スキーマの移行'],
    ['스키', '스키마 마이그레이션'],
    ['🚀', 'Ship it 🚀'],
  ])('%s is found in “%s”', (query, title) => {
    expect(found(query, titled(title, 'Something else'))).toEqual([title]);
  });

  it('hides what it finds with a minus, as typed only', () => {
    expect(found('-schema', titled(schema, 'Shcema', 'Other'))).toEqual(['Shcema', 'Other']);
  });
});

describe('Rows that are found', () => {
  it('come first where the word stands as typed, and first of all where it is the id', () => {
    const rows = [...titled('Shcema of the store', schema), sampleRow('7', { title: 'Schema of seven', id: 'schema' })];
    expect(found('schema', rows)).toEqual(['Schema of seven', schema, 'Shcema of the store']);
  });

  it('are the issue of a number before issues whose numbers begin like it', () => {
    const numbered = ['120', '12', '412'].map((id) => sampleRow(id, { id, title: id, source: 'github:shop/api' }));
    expect(found('#12', numbered)).toEqual(['12', '120']);
    expect(found('12', numbered)).toEqual(['12', '120', '412']);
  });
});
