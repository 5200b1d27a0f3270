/** Answers for a scout, composed as in a window, over a world that moves while it looks. */
import { systemClock } from '../../src/adapters/clock/systemClock';
import { FallbackGitReader } from '../../src/adapters/git/fallbackGit';
import type { ContextScoutPorts } from '../../src/app/contextScout';
import { ContextScout } from '../../src/app/contextScout';
import { gitFilesReader, gitProcessReader, nodeWorkspace, trackerFactory } from '../../src/composition';
import type { ProjectContext } from '../../src/domain/context';
import { defaultFinishedNames } from '../../src/domain/trackerRules';
import { isolateGit } from '../bench/isolatedGit';
import { AwaitPoints } from '../fakes/awaitPoints';
import { FakeLog } from '../fakes/fakeLog';
import { GitSandbox } from '../fakes/gitRepository';
import { scoutPorts } from '../fakes/scoutPorts';
import { MovingWorld } from './movingWorld';

/** A world, and the places between any two looks at it. */
export interface Setting {
  readonly world: MovingWorld;
  readonly points: AwaitPoints;
}

/** Calls `use` with a world that is gone afterwards. */
export async function inMovingWorld(use: (setting: Setting) => Promise<void>): Promise<void> {
  await GitSandbox.use('moves', async (sandbox) => {
    const restore = isolateGit(sandbox);
    const world = await MovingWorld.make(sandbox);
    const points = await AwaitPoints.watch(`${world.root}/package.json`);
    try {
      await use({ world, points });
    } finally {
      points.restore();
      restore();
    }
  });
}

/** A scout of the world, and what it published. */
export class MovingScout {
  readonly published: ProjectContext[] = [];
  readonly scout: ContextScout;
  private readonly log = new FakeLog();

  constructor(
    private readonly world: MovingWorld,
    ports: Partial<ContextScoutPorts> = {},
  ) {
    const { log } = this;
    const clock = systemClock;
    const trackers = trackerFactory({ clock, log, gitPath: () => null, servers: null });
    this.scout = new ContextScout(
      scoutPorts({ clock, log, workspace: nodeWorkspace, quickGitReader: gitFilesReader, ...ports }),
      {
        folders: [world.root],
        trackers: trackers({
          mayRun: true,
          quickStart: false,
          beadsSource: 'file',
          beadsCommand: 'bd',
          finishedStatuses: defaultFinishedNames,
          github: null,
        }),
        gitReader: new FallbackGitReader([gitProcessReader(() => null), gitFilesReader], log),
      },
    );
    this.scout.onDidChange(({ context }) => this.published.push(context));
  }

  /** What was logged as an error. */
  get complaints(): readonly string[] {
    return this.log.lines.filter((line) => line.startsWith('error'));
  }

  /** Strict snapshots that show two generations, in words; there must be none. */
  get mixed(): readonly string[] {
    return this.published
      .filter(({ consistency }) => consistency === 'strict')
      .map((context) => this.world.shownBy(context).join(' and '))
      .filter((shown) => shown.includes(' and '));
  }

  /** Whether the latest snapshot is strict, and of the generation that the world is at. */
  get isNewest(): boolean {
    const { context } = this.scout;
    const shown = context === null ? [] : this.world.shownBy(context);
    return context?.consistency === 'strict' && shown.length === 1 && shown[0] === this.world.generation;
  }
}
