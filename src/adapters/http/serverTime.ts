/** Answers for the moments a server names, in our own clock's words. */

export type Headers = Readonly<Record<string, string>>;

/** No server means a moment further away than this; one that names it would silence us for good. */
const furthestMs = 24 * 3_600_000;
/** Less than this is rounding and travel, and no clock that is wrong. */
const toleratedSkewMs = 5000;

/**
 * By how much our clock is ahead of the server's, by its `Date` header. A computer that slept or a virtual machine can
 * be minutes off, and would come back minutes before a budget is renewed.
 */
export function clockSkewMs(headers: Headers, nowMs: number): number {
  const serverMs = Date.parse(headers.date ?? '');
  if (Number.isNaN(serverMs)) return 0;
  const skewMs = nowMs - serverMs;
  return Math.abs(skewMs) < toleratedSkewMs ? 0 : skewMs;
}

/**
 * When `Retry-After` lets us come back, in epoch milliseconds; null when there is none or it says nothing. Seconds, or
 * a date: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return bounded(nowMs + Number(value) * 1000, nowMs);
  // `Date.parse` takes many a word for a date.
  const serverMs = /^[A-Za-z]{3,9},? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(serverMs) ? null : bounded(Math.max(nowMs, serverMs + clockSkewMs(headers, nowMs)), nowMs);
}

/** When a budget is renewed by its reset, in epoch milliseconds. @param resetSeconds epoch seconds, by the server's clock */
export function resetMs(resetSeconds: number, headers: Headers, nowMs: number): number {
  return bounded(resetSeconds * 1000 + clockSkewMs(headers, nowMs), nowMs);
}

const bounded = (atMs: number, nowMs: number): number => Math.min(atMs, nowMs + furthestMs);
