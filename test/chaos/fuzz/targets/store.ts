/** What lies in the cache: rows, headers, texts, and what is kept as JSON beside them. */
import fc from 'fast-check';
import { readHeader } from '../../../../src/adapters/store/fileHeader';
import { issueOfRow, rowOf } from '../../../../src/adapters/store/issueRow';
import { referencesOf } from '../../../../src/adapters/store/referenceRecords';
import { readText, storedText } from '../../../../src/adapters/store/storedText';
import { issueOf } from '../../../fakes/issues';
import { anyText, jsonLike } from '../hostile';
import { expectShape, issueShape } from '../shapes';
import { expect, target, type FuzzTarget } from '../target';

const [row, place, cells] = rowOf({
  row: 3,
  place: 4,
  issue: issueOf('shop-1', { labels: ['x'], url: 'https://x/1' }),
});
const named = 'acme/shop#3';
const references = {
  [`reference:${named}`]: { repository: 'acme/shop', number: 3, commit: 'c', committedAtMs: 1 },
  [`closing:${named}`]: { commit: 'c', committedAtMs: 1 },
  [`result:${named}`]: { kind: 'error', what: 'offline', final: false, attempts: 2, retryAtMs: 5 },
  'reference-tips': ['c'],
};

export const storeTargets: readonly FuzzTarget[] = [
  target('rows of the cache', jsonLike([row, place, JSON.parse(cells) as unknown]), (value) => {
    const placed = issueOfRow(value);
    if (placed === null) return;
    expectShape(issueShape, { ...placed.issue, id: placed.issue.id || 'x' });
    expect(placed.row >= 0 && placed.place >= 0, 'no place');
  }),
  target('headers of cache files', fc.uint8Array({ maxLength: 200 }), (bytes) => {
    expect(readHeader(bytes, 3).kind === 'unusable', 'not one of ours');
  }),
  target('texts of the cache', anyText, (text) => {
    expect(readText(storedText(text)) === text, 'another text');
  }),
  target('references of the cache', jsonLike(references), (value) => {
    if (typeof value !== 'object' || value === null) return;
    const records = new Map(
      Object.entries(value).map(([key, each]) => [key, { key, value: JSON.stringify(each), atMs: 1 }] as const),
    );
    const found = referencesOf(records).references?.references ?? [];
    expect(
      found.every(({ number, state }) => Number.isSafeInteger(number) && typeof state.kind === 'string'),
      'no reference',
    );
  }),
];
