import { describe, expect, it } from 'vitest';
import { nodeWorkspace } from '../../src/composition';
import type { ProjectContext } from '../../src/domain/context';
import { deepFreeze } from '../fakes/deepFrozen';
import { inMovingWorld, MovingScout } from './movingScout';

const callers = 100;

describe('a snapshot and its readers', () => {
  it('is one discovery for a hundred who ask at once', () =>
    inMovingWorld(async ({ world, points }) => {
      let found = 0;
      let projects = 0;
      const workspace: typeof nodeWorkspace = {
        ...nodeWorkspace,
        findHomes: (...args) => {
          found++;
          return nodeWorkspace.findHomes(...args);
        },
        readProject: (...args) => {
          projects++;
          return nodeWorkspace.readProject(...args);
        },
      };
      const single = new MovingScout(world, { workspace });
      points.begin(() => undefined);
      await single.scout.refresh();
      const alone = { calls: points.count, found, projects };
      const together = new MovingScout(world, { workspace });
      points.begin(() => undefined);
      const contexts = await Promise.all(Array.from({ length: callers }, () => together.scout.refresh()));
      expect(new Set(contexts).size).toBe(1);
      expect([found, projects]).toEqual([2 * alone.found, 2 * alone.projects]);
      // A file that was stamped twice by chance is no second discovery.
      expect(points.count).toBeLessThan(alone.calls * 1.5);
      expect(together.isNewest).toBe(true);
    }));

  it('never changes once it was published, whatever happens next', () =>
    inMovingWorld(async ({ world }) => {
      const moving = new MovingScout(world);
      const copies = new Map<ProjectContext, ProjectContext>();
      moving.scout.onDidChange(({ context }) => {
        copies.set(context, structuredClone(context));
        deepFreeze(context);
      });
      await moving.scout.refresh();
      for (let round = 0; round < 4; round++) {
        world.advance(round % 2 === 0 ? 'inPlace' : 'replaced');
        await moving.scout.refresh();
        expect(moving.isNewest).toBe(true);
      }
      await moving.scout.rebuild();
      expect(moving.complaints).toEqual([]);
      expect(copies.size).toBeGreaterThan(4);
      for (const [context, copy] of copies) expect(context).toEqual(copy);
    }));
});
