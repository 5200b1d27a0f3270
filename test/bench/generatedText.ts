/** Answers for the words of generated issues. */
import type { Random } from './seeded';

const deeds = ['Speed up', 'Fix', 'Document', 'Test', 'Simplify', 'Translate', 'Measure'] as const;
const parts = [
  'the basket',
  'refunds',
  'the price cache',
  'order events',
  'the search',
  'invoices',
  'the sign-in',
] as const;
const whens = ['after a deploy', 'on slow networks', 'for guests', 'in the nightly export', 'with many rows'] as const;

export const people = ['dk', 'ml', 'rsv', null] as const;

export const sentences =
  'Seen twice this week. The steps are in the log of the last run; the fix belongs where the value is made, not where it is shown. ';

export const pick = <T>(random: Random, values: readonly [T, ...T[]]): T =>
  values[Math.floor(random() * values.length)] ?? values[0];

/** Each once, because of its number. */
export const titleOf = (random: Random, at: number): string =>
  `${pick(random, deeds)} ${pick(random, parts)} ${pick(random, whens)} (${at})`;
