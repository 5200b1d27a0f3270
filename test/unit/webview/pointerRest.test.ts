import { beforeEach, describe, expect, it } from 'vitest';
import { graceMs, PointerRest, restMs } from '../../../webview/card/pointerRest';
import { FakeClock } from '../../fakes/fakeClock';

describe('the pointer', () => {
  let clock: FakeClock;
  let told: string[];
  let rest: PointerRest;

  beforeEach(() => {
    clock = new FakeClock();
    told = [];
    rest = new PointerRest(
      {
        after: (delayMs, callback) => {
          const scheduled = clock.schedule(delayMs, callback);
          return () => {
            scheduled.dispose();
          };
        },
      },
      {
        onNear: (key) => told.push(`near ${key}`),
        onRest: (key) => told.push(`rest ${key}`),
        onLeave: () => told.push('leave'),
      },
    );
  });

  it('asks for a card when it rests, and says before whose it may be', () => {
    rest.overRow('a');
    clock.advance(restMs - 1);
    expect(told).toEqual(['near a']);
    clock.advance(1);
    expect(told).toEqual(['near a', 'rest a']);
  });

  it('asks for nothing while it passes', () => {
    for (const key of ['a', 'b', 'c', null]) {
      rest.overRow(key);
      clock.advance(100);
    }
    clock.advance(5_000);
    expect(told).toEqual([]);
  });

  it('has time to get from the row into its card, and to look at it', () => {
    rest.overRow('a');
    clock.advance(restMs);
    rest.overRow('b');
    clock.advance(graceMs - 1);
    rest.overCard();
    clock.advance(5_000);
    expect(told).toEqual(['near a', 'rest a']);
    rest.overRow(null);
    clock.advance(graceMs);
    expect(told.at(-1)).toBe('leave');
  });

  it('goes from card to card sooner', () => {
    rest.overRow('a');
    clock.advance(restMs);
    rest.overRow('b');
    clock.advance(graceMs);
    expect(told.at(-1)).toBe('rest b');
  });

  it('comes back to its own row, and the card stays', () => {
    rest.overRow('a');
    clock.advance(restMs);
    rest.overCard();
    rest.overRow('a');
    clock.advance(5_000);
    expect(told).toEqual(['near a', 'rest a']);
  });

  it('brings no card back that was sent away before it has left the row', () => {
    rest.overRow('a');
    clock.advance(restMs);
    rest.dismiss();
    expect(told.at(-1)).toBe('leave');
    rest.overRow('a');
    clock.advance(5_000);
    expect(told.at(-1)).toBe('leave');
    rest.overRow('b');
    rest.overRow('a');
    clock.advance(restMs);
    expect(told.at(-1)).toBe('rest a');
  });

  it('asks for nothing after a press on a row it had just come to', () => {
    rest.overRow('a');
    clock.advance(100);
    rest.dismiss();
    clock.advance(5_000);
    expect(told).toEqual([]);
  });
});
