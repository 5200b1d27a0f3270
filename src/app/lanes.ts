/** Answers for what there is to read, each thing in a lane of its own, kept as long as it is found. */
import type { GitReader } from '../ports/gitReader';
import type { Tracker, TrackerSource } from '../ports/tracker';
import type { Home } from '../ports/workspace';
import { RepositoryLane, type RepositoryLanePorts } from './repositoryLane';
import { unreadRepository, type RepositoryState } from './repositoryState';
import { SourceLane, type SourceLaneEvents, type SourceLaneMeans, type SourceLanePorts } from './sourceLane';
import { unreadSource, type SourceState } from './sourceState';

export interface LanesPorts extends RepositoryLanePorts, SourceLanePorts {}

/** What may change while the window is open. */
export interface ScoutScope {
  /** Absolute paths of the workspace folders. */
  readonly folders: readonly string[];
  readonly trackers: readonly Tracker[];
  readonly gitReader: GitReader;
}

export interface LanesEvents extends SourceLaneEvents {
  onSourceRead(lane: SourceLane): void;
  /** @param before what was known when the reading began */
  onRepositoryRead(before: RepositoryState, after: RepositoryState): void;
}

export type AnyLane = SourceLane | RepositoryLane;

export class Lanes {
  private bySource: ReadonlyMap<string, SourceLane> = new Map();
  private byRoot: ReadonlyMap<string, RepositoryLane> = new Map();
  private found: readonly Home[] = [];
  private gitReader: GitReader;

  constructor(
    private readonly ports: LanesPorts,
    private readonly means: SourceLaneMeans,
    private readonly events: LanesEvents,
    private readonly ended: AbortSignal,
    first: ScoutScope,
  ) {
    this.gitReader = first.gitReader;
  }

  get homes(): readonly Home[] {
    return this.found;
  }

  /** By id. */
  get sources(): ReadonlyMap<string, SourceLane> {
    return this.bySource;
  }

  /** By root. */
  get repositories(): ReadonlyMap<string, RepositoryLane> {
    return this.byRoot;
  }

  /** What is in the workspace: read in a moment. */
  get local(): readonly AnyLane[] {
    return [...[...this.bySource.values()].filter((lane) => !lane.isRemote), ...this.byRoot.values()];
  }

  /** What is on servers: it takes the time it takes. */
  get remote(): readonly SourceLane[] {
    return [...this.bySource.values()].filter((lane) => lane.isRemote);
  }

  get isReading(): boolean {
    return [...this.bySource.values(), ...this.byRoot.values()].some((lane) => lane.isReading);
  }

  get sourceStates(): readonly SourceState[] {
    return [...this.bySource.values()].map(({ state }) => state);
  }

  /** Whether every repository was looked at, and there is something of a source, if there is any. */
  get hasSomethingToShow(): boolean {
    const sources = [...this.bySource.values()];
    const isKnown = sources.some(({ wasRead, state }) => wasRead || state.reading !== null);
    return [...this.byRoot.values()].every((lane) => lane.wasRead) && (sources.length === 0 || isKnown);
  }

  /** Finds homes and sources anew; what stays keeps its state, what went is dropped. */
  async find(scope: ScoutScope): Promise<void> {
    const { folders, trackers, gitReader } = scope;
    this.gitReader = gitReader;
    const signs = trackers.flatMap((tracker) => tracker.signs);
    const homes = await this.ports.workspace.findHomes(folders, signs, this.ended);
    const found = await Promise.all(
      homes.map(async (home) => {
        const sources = await Promise.all(trackers.map((tracker) => tracker.discover(home, this.ended)));
        return sources.flat().map((source) => ({ source, home }));
      }),
    );
    const before = this.remote;
    this.bySource = new Map(found.flat().map(({ source, home }) => [source.id, this.laneOf(source, home)]));
    // Nobody waits for what is there no longer.
    for (const lane of before) if (this.bySource.get(lane.state.source.id) !== lane) lane.cancel();
    this.byRoot = new Map(
      homes
        .filter(({ within }) => within === null)
        .map((home) => {
          const known = this.byRoot.get(home.root);
          known?.amend((state) => ({ ...state, home }));
          return [home.root, known ?? this.repositoryLane(home)];
        }),
    );
    this.found = homes;
  }

  private laneOf(source: TrackerSource, home: Home): SourceLane {
    const known = this.bySource.get(source.id);
    // Where a folder took another's name, what was known of the other says nothing.
    if (known?.state.source.root !== source.root) return this.sourceLane(unreadSource(source, home));
    // A source made anew (settings changed, trust was given) goes on from what the one before it read.
    const { source: before, reading } = known.state;
    if (before === source) {
      known.amend((state) => ({ ...state, home }));
      return known;
    }
    if (reading !== null) source.resume(reading);
    // What the one before asks its server for now is of no use.
    if (known.isRemote) known.cancel();
    known.outdate();
    known.amend((state) => ({ ...state, source, home }));
    return known;
  }

  private sourceLane(first: SourceState): SourceLane {
    const ended = this.laneSignal();
    const { id } = first.source;
    const { events } = this;
    const lane: SourceLane = new SourceLane(
      first,
      this.ports,
      this.means,
      {
        isWatched: (sourceId) => events.isWatched(sourceId),
        onBegin: () => {
          events.onBegin();
        },
        onRecalled: () => {
          events.onRecalled();
        },
        onPartial: () => {
          events.onPartial();
        },
        plan: (state) => events.plan(state),
        onEnd: () => {
          events.onEnd();
          // A file that was found by this reading was not watched while it was read.
          if (this.bySource.get(id) === lane && !ended.aborted) events.onSourceRead(lane);
        },
      },
      ended,
    );
    return lane;
  }

  private repositoryLane(home: Home): RepositoryLane {
    const { events } = this;
    const ended = this.laneSignal();
    let before = unreadRepository(home);
    const lane: RepositoryLane = new RepositoryLane(
      before,
      this.ports,
      () => this.gitReader,
      {
        onBegin: () => {
          before = lane.state;
          events.onBegin();
        },
        onEnd: () => {
          events.onEnd();
          if (!ended.aborted) events.onRepositoryRead(before, lane.state);
        },
      },
      ended,
    );
    return lane;
  }

  /** One for each lane: hundreds of repositories must not hang all their listeners on one signal. */
  private laneSignal(): AbortSignal {
    return AbortSignal.any([this.ended]);
  }
}
