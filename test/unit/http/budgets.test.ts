import { beforeEach, describe, expect, it } from 'vitest';
import { Budgets } from '../../../src/adapters/http/budgets';
import { FakeClock } from '../../fakes/fakeClock';

const hourMs = 3_600_000;

let clock: FakeClock;
let budgets: Budgets;

beforeEach(() => {
  clock = new FakeClock();
  budgets = new Budgets(clock);
});

function told(remaining: number, resetInMs = hourMs, limit = 5000): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(Math.ceil((clock.nowMs() + resetInMs) / 1000)),
    'x-ratelimit-resource': 'core',
  };
}

function answered(headers: Record<string, string>): void {
  budgets.sent('core');
  budgets.answered('core', headers);
}

const remaining = (): number | undefined => budgets.all[0]?.remaining;

describe('a budget nobody told of yet', () => {
  it('lets one request find out, and a person go at once', () => {
    expect(budgets.allowance('core', 'refresh')).toBe(1);
    budgets.sent('core');
    expect(budgets.allowance('core', 'refresh')).toBe(0);
    expect(budgets.heldUntilMs('core', 'refresh')).toBeNull();
    expect(budgets.allowance('core', 'user')).toBeNull();
  });

  it('is none when the server has none', () => {
    answered({});
    expect(budgets.allowance('core', 'backlog')).toBeNull();
    expect(budgets.all).toEqual([]);
  });

  it('is not understood when its numbers are none', () => {
    answered({ ...told(7), 'x-ratelimit-remaining': '-1' });
    expect(budgets.all).toEqual([]);
  });
});

describe('a budget', () => {
  it('is what remains less what is under way and what is kept for the more urgent', () => {
    answered(told(1000));
    budgets.sent('core');
    expect(budgets.allowance('core', 'user')).toBe(999);
    expect(budgets.allowance('core', 'refresh')).toBe(949);
    expect(budgets.allowance('core', 'backlog')).toBe(499);
  });

  it('keeps the least of answers that come in another order', () => {
    answered(told(90));
    answered(told(97));
    expect(remaining()).toBe(90);
  });

  it('is taken anew from a later period, and not from an earlier one', () => {
    answered(told(10));
    answered(told(4000, hourMs + 60_000));
    expect(remaining()).toBe(4000);
    answered(told(9));
    expect(remaining()).toBe(4000);
  });

  it('may cost more than one point a request', () => {
    answered(told(1000));
    answered(told(900));
    expect(budgets.allowance('core', 'user')).toBe(900);
  });

  it('is counted down by what may have reached the server', () => {
    answered(told(1000));
    budgets.sent('core');
    budgets.unanswered('core', true);
    budgets.sent('core');
    budgets.unanswered('core', false);
    expect(remaining()).toBe(999);
  });

  it('holds until a second after its reset, and is whole then', () => {
    answered(told(0, 10_000));
    const resetAtMs = budgets.all[0]?.resetAtMs ?? 0;
    expect(budgets.heldUntilMs('core', 'user')).toBe(resetAtMs + 1000);
    clock.advance(resetAtMs + 999 - clock.nowMs());
    expect(budgets.allowance('core', 'user')).toBe(0);
    clock.advance(1);
    expect(budgets.allowance('core', 'user')).toBe(5000);
    answered(told(3000));
    expect(remaining()).toBe(3000);
  });

  it('is renewed by the server’s clock where ours is wrong', () => {
    const date = new Date(clock.nowMs() - 600_000).toUTCString();
    answered({ ...told(0, 60_000 - 600_000), date });
    expect(budgets.heldUntilMs('core', 'user')).toBe(clock.nowMs() + 61_000);
  });

  it('is the same though a clock was set since it was told', () => {
    answered(told(4000, 3_000_000));
    // The server's clock is as far ahead of ours now.
    const date = new Date(clock.nowMs() + 2_980_000).toUTCString();
    answered({ ...told(0, 3_000_000), date });
    expect(remaining()).toBe(0);
    expect(budgets.heldUntilMs('core', 'user')).toBeLessThanOrEqual(clock.nowMs() + 22_000);
  });

  it('of sixty an hour keeps one for a person', () => {
    answered(told(1, hourMs, 60));
    expect(budgets.heldUntilMs('core', 'refresh')).not.toBeNull();
    expect(budgets.heldUntilMs('core', 'user')).toBeNull();
    budgets.sent('core');
    expect(budgets.heldUntilMs('core', 'user')).not.toBeNull();
  });
});
