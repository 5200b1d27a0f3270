import { describe, expect, it } from 'vitest';
import { SingleFlight } from '../../../src/app/singleFlight';

describe('SingleFlight', () => {
  it('serves all who ask before a run begins with that run', async () => {
    let runs = 0;
    const flight = new SingleFlight(() => Promise.resolve(++runs));
    expect(await Promise.all([flight.ask(), flight.ask(), flight.ask()])).toEqual([1, 1, 1]);
  });

  it('never runs twice at once and serves a late question with the next run', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    const releases: (() => void)[] = [];
    const flight = new SingleFlight(async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => releases.push(resolve));
      running--;
      return ++runs;
    });
    const first = flight.ask();
    while (releases.length < 1) await Promise.resolve();
    const late = flight.ask();
    releases[0]?.();
    expect(await first).toBe(1);
    while (releases.length < 2) await Promise.resolve();
    releases[1]?.();
    expect(await late).toBe(2);
    expect(most).toBe(1);
  });

  it('goes on after a run that failed', async () => {
    let fail = true;
    const flight = new SingleFlight(() => (fail ? Promise.reject(new Error('no')) : Promise.resolve('yes')));
    await expect(flight.ask()).rejects.toThrow('no');
    fail = false;
    expect(await flight.ask()).toBe('yes');
  });
});
