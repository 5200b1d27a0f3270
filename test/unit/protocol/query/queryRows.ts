/** Answers for rows to search in, and for what a query finds among them. */
import { compileQuery } from '../../../../src/protocol/query/compileQuery';
import { parseQuery } from '../../../../src/protocol/query/parseQuery';
import type { Row } from '../../../../src/protocol/messages';
import { sampleRepository, sampleRow, sampleSource } from '../../../fakes/panelState';

/** Noon of 2026-06-15 where the test runs. */
const noonMs = new Date(2026, 5, 15, 12).getTime();

export const hoursAgo = (hours: number): number => noonMs - hours * 3_600_000;

export const surroundings = {
  nowMs: noonMs,
  me: ['given', 'given@example.com'],
  sources: [
    sampleSource({ id: 'beads:shop', kind: 'beads', label: 'Beads', repository: 'shop' }),
    sampleSource({ id: 'github:shop/api', kind: 'github', label: 'GitHub', repository: 'api' }),
  ],
  repositories: [sampleRepository({ name: 'shop', root: '/shop' }), sampleRepository({ name: 'api', root: '/api' })],
};

/** Titles of the rows that are found, best first. */
export function found(text: string, rows: readonly Row[]): readonly string[] {
  const query = compileQuery(parseQuery(text), surroundings);
  return rows
    .flatMap((row) => {
      const score = query.score(row);
      return score === null ? [] : [{ title: row.title, score }];
    })
    .sort((one, other) => other.score - one.score)
    .map(({ title }) => title);
}

/** Whether a row with these fields is found. */
export const finds = (text: string, fields: Partial<Row>): boolean =>
  found(text, [sampleRow('shop-1', fields)]).length > 0;

/** Rows of these titles. */
export const titled = (...titles: readonly string[]): readonly Row[] =>
  titles.map((title, at) => sampleRow(`shop-${at}`, { title }));
