/** Answers for what there is to read, each thing in a lane of its own, kept as long as it is found. */
import type { GitReader } from '../ports/gitReader';
import type { Tracker } from '../ports/tracker';
import type { Home } from '../ports/workspace';
import { Lane } from './lane';
import type { Memory } from './memory';
import { readRepository, readSource, type ReaderPorts } from './readers';
import { unreadRepository, type RepositoryState } from './repositoryState';
import { recalled, unreadSource, type SourceState } from './sourceState';

export interface LanesPorts extends ReaderPorts {
  /**
   * Answers for the first look at a repository, so that rows do not wait for a process; null: the scope's own
   * reader answers there too.
   */
  readonly quickGitReader: GitReader | null;
}

/** What may change while the window is open. */
export interface ScoutScope {
  /** Absolute paths of the workspace folders. */
  readonly folders: readonly string[];
  readonly trackers: readonly Tracker[];
  readonly gitReader: GitReader;
}

export interface LanesEvents {
  /** Whether a working watch tells of every change of this source. */
  isWatched(sourceId: string): boolean;
  onBegin(): void;
  onEnd(): void;
  /** What an earlier run read of a source is there, and the source itself is still to be read. */
  onRecalled(): void;
  onSourceRead(state: SourceState): void;
}

export type AnyLane = Lane<SourceState> | Lane<RepositoryState>;

export class Lanes {
  private bySource: ReadonlyMap<string, Lane<SourceState>> = new Map();
  private byRoot: ReadonlyMap<string, Lane<RepositoryState>> = new Map();
  private found: readonly Home[] = [];
  private gitReader: GitReader;

  constructor(
    private readonly ports: LanesPorts,
    private readonly memory: Memory,
    private readonly events: LanesEvents,
    private readonly signal: AbortSignal,
    first: ScoutScope,
  ) {
    this.gitReader = first.gitReader;
  }

  get homes(): readonly Home[] {
    return this.found;
  }

  /** By id. */
  get sources(): ReadonlyMap<string, Lane<SourceState>> {
    return this.bySource;
  }

  /** By root. */
  get repositories(): ReadonlyMap<string, Lane<RepositoryState>> {
    return this.byRoot;
  }

  get all(): readonly AnyLane[] {
    return [...this.bySource.values(), ...this.byRoot.values()];
  }

  get sourceStates(): readonly SourceState[] {
    return [...this.bySource.values()].map(({ state }) => state);
  }

  /** Finds homes and sources anew; what stays keeps its state, what went is dropped. */
  async find(scope: ScoutScope): Promise<void> {
    const { folders, trackers, gitReader } = scope;
    this.gitReader = gitReader;
    const signs = trackers.flatMap((tracker) => tracker.signs);
    const homes = await this.ports.workspace.findHomes(folders, signs, this.signal);
    const found = await Promise.all(
      homes.map(async (home) => {
        const sources = await Promise.all(trackers.map((tracker) => tracker.discover(home, this.signal)));
        return sources.flat().map((source) => ({ source, home }));
      }),
    );
    this.bySource = new Map(
      found.flat().map(({ source, home }) => {
        const known = this.bySource.get(source.id);
        // Where a folder took another's name, what was known of the other says nothing.
        const same = known?.state.source.root === source.root;
        if (!same) return [source.id, this.sourceLane(unreadSource(source, home))];
        // A source made anew (settings changed, trust was given) goes on from what the one before it read.
        const { source: before, reading } = known.state;
        if (before !== source && reading !== null) source.resume(reading);
        known.amend((state) => ({ ...state, source, home }));
        return [source.id, known];
      }),
    );
    this.byRoot = new Map(
      homes
        .filter(({ within }) => within === null)
        .map((home) => {
          const known = this.byRoot.get(home.root);
          known?.amend((state) => ({ ...state, home }));
          return [home.root, known ?? this.repositoryLane(unreadRepository(home))];
        }),
    );
    this.found = homes;
  }

  private sourceLane(first: SourceState): Lane<SourceState> {
    const signal = this.laneSignal();
    const { id } = first.source;
    let isFirst = true;
    const lane: Lane<SourceState> = new Lane<SourceState>(first, {
      read: async () => {
        if (isFirst) await this.recall(lane);
        isFirst = false;
        const state = { ...lane.state, watched: this.events.isWatched(id) };
        return await readSource(state, this.memory, this.ports, signal);
      },
      fingerprint: ({ source }) => source.fingerprint(signal),
      onBegin: () => {
        this.events.onBegin();
      },
      onEnd: () => {
        this.events.onEnd();
        // A file that was found by this reading was not watched while it was read.
        if (this.bySource.get(id) === lane && !signal.aborted) this.events.onSourceRead(lane.state);
      },
    });
    return lane;
  }

  /** The source goes on from what an earlier run read, and that is shown until it was read itself. */
  private async recall(lane: Lane<SourceState>): Promise<void> {
    const { source } = lane.state;
    const earlier = await this.memory.recall(source);
    if (earlier === null) return;
    source.resume(earlier);
    lane.amend((state) => recalled(state, earlier));
    this.events.onRecalled();
  }

  private repositoryLane(first: RepositoryState): Lane<RepositoryState> {
    const signal = this.laneSignal();
    const { quickGitReader, workspace } = this.ports;
    return new Lane(first, {
      read: async (known) => {
        const quick = known.git === null && !known.quick && quickGitReader !== null && known.home.isGit;
        const reader = quick ? quickGitReader : this.gitReader;
        const found = await readRepository(known, reader, this.ports, signal);
        return (latest) => ({ ...found(latest), quick });
      },
      fingerprint: ({ home }) => (home.isGit ? workspace.gitFingerprint(home.root, signal) : Promise.resolve(null)),
      onBegin: () => {
        this.events.onBegin();
      },
      onEnd: () => {
        this.events.onEnd();
      },
    });
  }

  /** One for each lane: hundreds of repositories must not hang all their listeners on one signal. */
  private laneSignal(): AbortSignal {
    return AbortSignal.any([this.signal]);
  }
}
