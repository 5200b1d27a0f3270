import { beforeEach, describe, expect, it } from 'vitest';
import { Gate } from '../../../src/adapters/http/gate';
import type { HttpResponse } from '../../../src/ports/httpClient';
import { FakeClock } from '../../fakes/fakeClock';

let clock: FakeClock;
let gate: Gate;

beforeEach(() => {
  clock = new FakeClock();
  gate = new Gate(clock, 60_000);
});

const pausedMs = (): number => (gate.hold('core', 'user')?.untilMs ?? clock.nowMs()) - clock.nowMs();

describe('a pause that names no time', () => {
  it('is a minute, and twice as long each time, up to sixteen', () => {
    const told = [];
    for (let nth = 0; nth < 7; nth++) {
      gate.limited('core', { secondary: true, retryAtMs: null });
      told.push(pausedMs() / 60_000);
      clock.advance(pausedMs());
    }
    expect(told).toEqual([1, 2, 4, 8, 16, 16, 16]);
  });

  it('is one pause for all requests that were under way', () => {
    for (let nth = 0; nth < 10; nth++) gate.limited('core', { secondary: true, retryAtMs: null });
    expect(pausedMs()).toBe(60_000);
  });

  it('is a minute again after a good answer, but not after one that was under way', () => {
    gate.limited('core', { secondary: true, retryAtMs: null });
    gate.good();
    clock.advance(60_000);
    gate.limited('core', { secondary: true, retryAtMs: null });
    expect(pausedMs()).toBe(120_000);
    clock.advance(120_000);
    gate.good();
    gate.limited('core', { secondary: true, retryAtMs: null });
    expect(pausedMs()).toBe(60_000);
  });
});

describe('a pause', () => {
  it('holds every resource, and lasts as long as the longest', () => {
    gate.limited('core', { secondary: true, retryAtMs: clock.nowMs() + 5000 });
    gate.limited('core', { secondary: true, retryAtMs: clock.nowMs() + 2000 });
    expect(gate.hold('graphql', 'backlog')).toEqual({ untilMs: clock.nowMs() + 5000, secondary: true });
    expect(gate.allowance('graphql', 'user')).toBe(0);
    expect(gate.nextOpeningMs).toBe(clock.nowMs() + 5000);
    clock.advance(5000);
    expect(gate.hold('graphql', 'backlog')).toBeNull();
    expect(gate.pauses).toEqual([]);
    expect(gate.nextOpeningMs).toBeNull();
  });

  it('begins though the server calls its hourly budget used up at a reset that is past', () => {
    gate.limited('core', { secondary: false, retryAtMs: null });
    expect(pausedMs()).toBe(60_000);
  });
});

describe('the budget of an account', () => {
  const answer = (status: number, limit: number, remaining: number, resetInMs: number): HttpResponse => ({
    status,
    url: 'https://api.github.com/user',
    headers: {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String((clock.nowMs() + resetInMs) / 1000),
    },
    body: '',
  });
  const ask = (response: HttpResponse): void => {
    gate.sent('core');
    gate.answered('core', response);
  };

  it('is not that of those who are not let in, which such an answer tells', () => {
    ask(answer(200, 5000, 3, 60_000));
    ask(answer(401, 60, 59, 3_600_000));
    expect(gate.allBudgets).toMatchObject([{ limit: 5000, remaining: 3 }]);
    ask(answer(200, 5000, 0, 60_000));
    expect(pausedMs()).toBe(61_000);
  });
});
