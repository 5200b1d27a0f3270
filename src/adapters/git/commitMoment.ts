/** Answers for when a commit was made, by the seconds git prints: its record may say anything. */

/** What a `Date` can hold: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const furthestMs = 8_640_000_000_000_000;

/**
 * Epoch milliseconds. Seconds beyond what a moment can be are 0, as git itself shows them:
 * https://github.com/git/git/blob/master/date.c (`date_overflows`)
 */
export function commitMoment(seconds: string): number {
  const atMs = Number(seconds) * 1000;
  return Math.abs(atMs) <= furthestMs ? atMs : 0;
}
