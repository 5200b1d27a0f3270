import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FakeFileWatcher } from '../fakes/fakeFileWatcher';
import { atEveryCall, type Discovery } from './everyCall';
import { inMovingWorld, MovingScout } from './movingScout';

const patienceMs = 600_000;

/** Waits for a condition without a call that would be counted, ten seconds at most. */
async function until(isSo: () => boolean): Promise<void> {
  const endMs = Date.now() + 10_000;
  while (!isSo() && Date.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('a strict snapshot is of one moment, though one file alone is told to have moved', () => {
  it('wherever HEAD, the index and other files move while it is read', { timeout: patienceMs }, () =>
    inMovingWorld(async (setting) => {
      const { world, points } = setting;
      const fileWatcher = new FakeFileWatcher();
      const moving = new MovingScout(world, { fileWatcher });
      await moving.scout.refresh();
      const told = join(world.root, '.roadmap', 'issues', 'backlog');
      const readOne: Discovery = async () => {
        points.uncounted(() => {
          world.advance();
        });
        fileWatcher.change(told);
        await until(() => moving.isNewest);
      };
      const outcome = await atEveryCall(
        setting,
        2,
        () => moving,
        readOne,
        (call, chosen) => {
          if (call === chosen) world.advance();
        },
      );
      moving.scout.dispose();
      expect(outcome).toMatchObject({ mixed: [], notNewest: [] });
      expect(outcome.calls).toBeGreaterThan(50);
    }),
  );
});
