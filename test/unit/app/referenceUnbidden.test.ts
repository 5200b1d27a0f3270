import { describe, expect, it } from 'vitest';
import { Setting } from './referenceSetting';

describe('looking references up unbidden', () => {
  it('asks for one batch when a number is new, and no more', async () => {
    const setting = new Setting();
    setting.unbidden = true;
    for (let number = 1; number <= 80; number++) setting.commits.add(`#${number}`);
    await setting.backlog.look(null);
    await expect.poll(() => setting.backlog.counts().resolved).toBe(50);
    await setting.backlog.look(null);
    setting.commits.add('#80 again');
    await setting.backlog.look(null);
    await setting.resolve(0);
    expect(setting.remote.batches).toHaveLength(1);
  });

  it.each([
    ['it may not', { unbidden: false }],
    ['there is no account', { account: null }],
    ['a limit holds', { pauses: [{ untilMs: Infinity, because: 'limit', resource: null }] }],
    ['the server fails', { circuit: 'open' }],
  ] as const)('asks for nothing while %s', async (_, facts) => {
    const setting = new Setting();
    const {
      unbidden = true,
      account = { name: 'sam', via: 'token' } as const,
      ...requests
    } = {
      unbidden: undefined,
      account: undefined,
      ...facts,
    };
    setting.unbidden = unbidden;
    const status = setting.remote.status;
    setting.remote.status = {
      ...status,
      account: 'account' in facts ? null : account,
      requests: status.requests === null ? null : { ...status.requests, ...requests },
    };
    setting.commits.add('#1');
    await setting.backlog.look(null);
    await setting.resolve(0);
    expect(setting.remote.batches).toEqual([]);
    expect(setting.states).toEqual(['#1 pending']);
  });

  it('tries again by itself what failed for now', async () => {
    const setting = new Setting();
    setting.unbidden = true;
    setting.remote.failures.set(1, { kind: 'timeout', what: 'h', afterMs: 1 });
    setting.commits.add('#1');
    await setting.backlog.look(null);
    await expect.poll(() => setting.states).toEqual(['#1 error']);
    await expect.poll(() => setting.clock.pending).toBe(1);
    setting.remote.failures.clear();
    setting.clock.advance(60_000);
    await expect.poll(() => setting.states).toEqual(['#1 resolved']);
    await expect.poll(() => setting.clock.pending).toBe(0);
  });

  it('leaves nothing behind when it ends', async () => {
    const setting = new Setting();
    setting.unbidden = true;
    setting.remote.failures.set(1, { kind: 'timeout', what: 'h', afterMs: 1 });
    setting.commits.add('#1');
    await setting.backlog.look(null);
    await expect.poll(() => setting.clock.pending).toBe(1);
    const asking = new Promise<AbortSignal>((asked) => {
      setting.remote.whileAsking = (signal) => {
        asked(signal);
        return new Promise(() => undefined);
      };
    });
    setting.commits.add('#2');
    await setting.backlog.look(null);
    const signal = await asking;
    setting.backlog.dispose();
    setting.backlog.dispose();
    expect(signal.aborted).toBe(true);
    expect(setting.clock.pending).toBe(0);
    await expect(setting.backlog.look(null)).resolves.toBeUndefined();
    expect(setting.log.lines).toEqual([]);
  });
});
