import { describe, expect, it } from 'vitest';
import { requestDocument, requestLogLines, type ClientReport } from '../../../src/vscode/requestText';
import { calmHost } from '../../fakes/remoteStatus';

const nowMs = Date.parse('2026-01-10T10:00:00.000Z');

const client: ClientReport = {
  origin: 'https://api.github.com',
  account: 'token-0123456789',
  status: {
    ...calmHost,
    budgets: [{ resource: 'core', limit: 5_000, remaining: 4_812, resetAtMs: nowMs + 23 * 60_000 }],
    pauses: [{ untilMs: nowMs + 40_000, because: 'limit', resource: null }],
    circuit: 'open',
    probeAtMs: nowMs + 30_000,
    running: 2,
    queued: 1_000,
  },
  statistics: {
    sent: 120,
    unchanged: 40,
    failed: 2,
    retried: 1,
    limited: 3,
    longestQueue: 1_200,
    waitedMs: { total: 12_345, longest: 400 },
    circuitOpened: 1,
    receivedBytes: 2_048,
  },
};

describe('the statistics of requests', () => {
  it('have a part for each server and account', () => {
    expect(requestDocument([client], nowMs).split('\n')).toEqual([
      'Since this window was opened:',
      '',
      'https://api.github.com, account token-0123456789',
      '  now         2 under way, 8 at once at most, 1,000 waiting',
      '  budget      4,812 of 5,000 requests left, renewed in 23m (10:23:00 UTC)',
      '  pause       paused for 40s: the server asked for it (until 10:00:40 UTC)',
      '  circuit     open, opened once',
      '  probe       10:00:30 UTC',
      '  sent        120: 40 unchanged, 2 failed, 3 limited',
      '  retried     once',
      '  waited      12.3 s in all, 0.4 s at most; longest queue 1,200',
      '  received    2 kB',
      '',
    ]);
  });

  it('are one line a client in the log', () => {
    const [line, ...others] = requestLogLines([{ ...client, account: null }], nowMs);
    expect(others).toEqual([]);
    expect(line).toContain('requests to https://api.github.com, without an account: now 2 under way');
    expect(line).not.toContain('\n');
  });

  it('say so when no server was asked', () => {
    expect(requestDocument([], nowMs)).toBe('No server was asked for anything since this window was opened.\n');
  });
});
