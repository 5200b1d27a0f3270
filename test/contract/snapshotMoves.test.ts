import { describe, expect, it } from 'vitest';
import { atEveryCall, type Discovery } from './everyCall';
import { inMovingWorld, MovingScout } from './movingScout';

const patienceMs = 600_000;

const refresh: Discovery = ({ scout }) => scout.refresh();

describe('a strict snapshot is of one moment', () => {
  it('wherever HEAD, the index and tracker files move in a first discovery', { timeout: patienceMs }, () =>
    inMovingWorld(async (setting) => {
      const { world } = setting;
      const outcome = await atEveryCall(
        setting,
        1,
        () => new MovingScout(world),
        refresh,
        (call, chosen) => {
          if (call === chosen) world.advance('inPlace');
        },
      );
      expect(outcome).toMatchObject({ mixed: [], notNewest: [] });
      expect(outcome.calls).toBeGreaterThan(100);
    }),
  );

  it('wherever files are replaced in a later discovery', { timeout: patienceMs }, () =>
    inMovingWorld(async (setting) => {
      const { world } = setting;
      const moving = new MovingScout(world);
      await moving.scout.refresh();
      const outcome = await atEveryCall(
        setting,
        2,
        () => moving,
        refresh,
        (call, chosen) => {
          if (call === chosen) world.advance('replaced');
        },
      );
      expect(outcome).toMatchObject({ mixed: [], notNewest: [] });
      expect(outcome.calls).toBeGreaterThan(100);
    }),
  );

  it('wherever all moves in a later discovery, and moves back to what it was', { timeout: patienceMs }, () =>
    inMovingWorld(async (setting) => {
      const { world } = setting;
      world.advance();
      world.go(0, 'inPlace');
      const moving = new MovingScout(world);
      await moving.scout.refresh();
      const outcome = await atEveryCall(
        setting,
        2,
        () => moving,
        refresh,
        (call, chosen) => {
          const callsUntilBack = 1 + ((chosen * 7) % 40);
          if (call === chosen) world.go(1, 'inPlace');
          if (call === chosen + callsUntilBack) world.go(0, 'inPlace');
        },
      );
      expect(outcome).toMatchObject({ mixed: [], notNewest: [] });
      expect(outcome.calls).toBeGreaterThan(100);
    }),
  );

  it('and is not claimed while all moves at every call, and comes when that is over', { timeout: patienceMs }, () =>
    inMovingWorld(async ({ world, points }) => {
      const generations = 8;
      for (let made = 1; made < generations; made++) world.advance();
      const moving = new MovingScout(world);
      points.begin((call) => {
        world.go(call % generations, call % 3 === 0 ? 'replaced' : 'inPlace');
      });
      const context = await moving.scout.refresh();
      points.end();
      expect(context.consistency).toBe('eventual');
      expect(moving.mixed).toEqual([]);
      await moving.scout.refresh();
      expect(moving.isNewest).toBe(true);
    }),
  );
});
