/** A scout that really watches a real repository, and counts what it reads, starts and publishes. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { expect } from 'vitest';
import { ContextScout } from '../../src/app/contextScout';
import { systemClock } from '../../src/adapters/clock/systemClock';
import { gitFingerprint } from '../../src/adapters/git/gitFingerprint';
import { gitLock } from '../../src/adapters/git/gitLock';
import { gitStamps } from '../../src/adapters/git/gitStamps';
import { gitWatchTargets } from '../../src/adapters/git/gitWatchTargets';
import { LocatedGitReader } from '../../src/adapters/git/locatedGit';
import { findHomes } from '../../src/adapters/git/repositoryFinder';
import { nodeFileWatcher } from '../../src/adapters/watch/nodeFileWatcher';
import type { GitState } from '../../src/domain/git';
import type { GitReader } from '../../src/ports/gitReader';
import type { Tracker, TrackerHome, TrackerSource } from '../../src/ports/tracker';
import type { WorkspaceReader } from '../../src/ports/workspace';
import { scoutPorts } from '../fakes/scoutPorts';

const never = new AbortController().signal;
const gitPath = (): Promise<string> => Promise.resolve('git');

const realWorkspace: WorkspaceReader = {
  findHomes,
  gitFingerprint,
  gitStamps,
  gitWatchTargets,
  gitLock,
  readProject: () => Promise.resolve(null),
};

export interface Counts {
  readonly git: number;
  readonly source: number;
  readonly revisions: number;
  /** Programs this process started, those of the test included. */
  readonly programs: number;
}

/** Longest time a test waits for what is to come. */
export const limitMs = 10_000;

export class WatchedScout {
  private readonly counts = { git: 0, source: 0, revisions: 0, programs: 0 };
  private readonly reader = new LocatedGitReader(gitPath);
  private readonly scout: ContextScout;
  private lastEventMs = 0;
  private readonly onProgram = (): void => {
    this.counts.programs++;
  };

  constructor(
    private readonly root: string,
    trackers: readonly Tracker[] = [],
  ) {
    subscribe('child_process', this.onProgram);
    const gitReader: GitReader = {
      name: 'counting',
      read: (...call) => {
        this.note('git');
        return this.reader.read(...call);
      },
    };
    this.scout = new ContextScout(
      scoutPorts({
        clock: systemClock,
        workspace: realWorkspace,
        fileWatcher: nodeFileWatcher,
        pollMs: () => 30_000,
      }),
      { folders: [root], trackers: trackers.map((tracker) => this.counting(tracker)), gitReader },
    );
    this.scout.onDidChange(() => {
      this.note('revisions');
    });
  }

  get inner(): ContextScout {
    return this.scout;
  }

  async start(): Promise<void> {
    await this.scout.refresh();
    await this.quiet();
  }

  /** What the latest snapshot says of the repository. */
  get shown(): GitState | null {
    return this.scout.context?.repositories[0]?.git ?? null;
  }

  /** What is so. */
  async real(): Promise<GitState> {
    const read = await this.reader.read(this.root, never);
    if (!read.ok) throw new Error(read.error.kind);
    return read.value;
  }

  /** Waits until the snapshot says what is so. @returns milliseconds */
  async untilShown(real: GitState): Promise<number> {
    const begunMs = performance.now();
    await expect.poll(() => this.shown, { timeout: limitMs, interval: 2 }).toEqual(real);
    return performance.now() - begunMs;
  }

  /** Waits until nothing was read or published for a while. */
  async quiet(forMs = 400): Promise<void> {
    this.lastEventMs = performance.now();
    await expect
      .poll(() => (this.scout.syncing ? 0 : performance.now() - this.lastEventMs), {
        timeout: limitMs + forMs,
        interval: 20,
      })
      .toBeGreaterThan(forMs);
  }

  /** What is counted from `action` on until `isShown` and all is quiet. */
  async during(action: () => Promise<unknown>, isShown: () => boolean = () => true): Promise<Counts> {
    const before = { ...this.counts };
    await action();
    await expect.poll(isShown, { timeout: limitMs, interval: 5 }).toBe(true);
    await this.quiet();
    return {
      git: this.counts.git - before.git,
      source: this.counts.source - before.source,
      revisions: this.counts.revisions - before.revisions,
      programs: this.counts.programs - before.programs,
    };
  }

  dispose(): void {
    unsubscribe('child_process', this.onProgram);
    this.scout.dispose();
  }

  private note(what: keyof Counts): void {
    this.counts[what]++;
    this.lastEventMs = performance.now();
  }

  private counting(tracker: Tracker): Tracker {
    const counted = new WeakMap<TrackerSource, TrackerSource>();
    const wrap = (source: TrackerSource): TrackerSource => {
      const known = counted.get(source);
      if (known !== undefined) return known;
      const wrapped: TrackerSource = Object.create(source, {
        read: {
          value: (...call: Parameters<TrackerSource['read']>) => {
            this.note('source');
            return source.read(...call);
          },
        },
      }) as TrackerSource;
      counted.set(source, wrapped);
      return wrapped;
    };
    return {
      kind: tracker.kind,
      signs: tracker.signs,
      starter: (home: TrackerHome) => tracker.starter(home),
      discover: async (home: TrackerHome, signal: AbortSignal) => (await tracker.discover(home, signal)).map(wrap),
    };
  }
}
