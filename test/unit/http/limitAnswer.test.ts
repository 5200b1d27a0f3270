import { describe, expect, it } from 'vitest';
import { limitOf } from '../../../src/adapters/http/limitAnswer';
import { clockSkewMs, resetMs, retryAfterMs } from '../../../src/adapters/http/serverTime';

const nowMs = Date.parse('2026-01-10T10:00:00.000Z');

function limit(status: number, headers: Record<string, string>, body: string): ReturnType<typeof limitOf> {
  return limitOf({ status, url: 'https://api.example.com/', headers, body }, nowMs);
}

const none = { 'x-ratelimit-remaining': '0' };
const some = { 'x-ratelimit-remaining': '1' };
const query = (type: string, data: string): string =>
  `{"data":${data},"errors":[{"type":"${type}","message":"rate limit"}]}`;

describe('an answer says that a limit was reached', () => {
  it.each([
    ['429', 429, {}, '', true],
    ['429 with nothing left', 429, none, '', false],
    ['403 with nothing left', 403, none, 'not even JSON', false],
    [
      '403 of an old server',
      403,
      none,
      '{"documentation_url":"https://developer.github.com/v3/#rate-limiting"}',
      false,
    ],
    [
      '403 of an old server for abuse',
      403,
      some,
      '{"documentation_url":"https://developer.github.com/v3/#abuse-rate-limits"}',
      true,
    ],
    ['403 with Retry-After and nothing left', 403, { ...none, 'retry-after': '5' }, '', true],
    ['a query with nothing left', 200, none, query('RATE_LIMITED', 'null'), false],
    ['a query of an old server', 200, none, query('RATE_LIMIT', 'null'), false],
  ])('%s', (_, status, headers, body, secondary) => {
    expect(limit(status, headers, body)).toMatchObject({ secondary });
  });
});

describe('an answer is about what was asked', () => {
  it.each([
    ['403', 403, {}, ''],
    ['403 with points left', 403, some, '{"message":"Resource protected by organization SAML enforcement."}'],
    ['403 that took the last point', 403, none, '{"documentation_url":"https://docs.github.com/rest/issues/issues"}'],
    ['404 with nothing left', 404, none, ''],
    ['a query that took the last point', 200, none, '{"data":{"a":1}}'],
    ['a query answered in part', 200, none, query('RATE_LIMITED', '{"a":1}')],
    ['an issue about rate limits', 200, some, '{"title":"rate limit","data":null,"errors":null}'],
    ['null', 200, none, 'null'],
    ['broken JSON', 200, none, '{"errors": rate limit'],
    ['an answer full of other errors', 200, none, '{"errors":[null, "rate limit", {"type":7}]}'],
  ])('%s', (_, status, headers, body) => {
    expect(limit(status, headers, body)).toBeNull();
  });
});

describe('the moment to come back', () => {
  it('is told in seconds or as a date', () => {
    expect(retryAfterMs({ 'retry-after': '30' }, nowMs)).toBe(nowMs + 30_000);
    expect(retryAfterMs({ 'retry-after': 'Sat, 10 Jan 2026 10:01:00 GMT' }, nowMs)).toBe(nowMs + 60_000);
    expect(retryAfterMs({ 'retry-after': 'Sat, 10 Jan 2026 09:00:00 GMT' }, nowMs)).toBe(nowMs);
  });

  it.each(['', 'soon', '-5', '99999999999'])('is none when the server says "%s"', (value) => {
    const at = retryAfterMs({ 'retry-after': value }, nowMs);
    expect(at === null || at === nowMs).toBe(true);
  });

  it('is by the server’s clock where a date is told', () => {
    const headers = { date: 'Sat, 10 Jan 2026 09:00:00 GMT', 'retry-after': 'Sat, 10 Jan 2026 09:01:00 GMT' };
    expect(retryAfterMs(headers, nowMs)).toBe(nowMs + 60_000);
  });

  it('is not further away than a day, whatever the server says', () => {
    const day = 24 * 3_600_000;
    expect(retryAfterMs({ 'retry-after': '999999999' }, nowMs)).toBe(nowMs + day);
    expect(resetMs(999_999_999_999_999, {}, nowMs)).toBe(nowMs + day);
  });

  it('does not make a skew of what is rounding', () => {
    expect(clockSkewMs({ date: 'Sat, 10 Jan 2026 09:59:57 GMT' }, nowMs)).toBe(0);
    expect(clockSkewMs({ date: 'yesterday' }, nowMs)).toBe(0);
    expect(clockSkewMs({}, nowMs)).toBe(0);
    expect(clockSkewMs({ date: 'Sat, 10 Jan 2026 10:10:00 GMT' }, nowMs)).toBe(-600_000);
  });
});
