/** Answers for what is watched of a workspace, and for the wish each kind of event becomes. */
import type { Disposable } from '../ports/disposable';
import type { WatchTarget } from '../ports/fileWatcher';
import type { RemoteReader } from '../ports/repositoryReader';
import type { Tracker, TrackerSource } from '../ports/tracker';
import { repositoryOf, type Home, type WorkspaceReader } from '../ports/workspace';
import type { BurstTimes } from './burst';
import type { SourceState } from './sourceState';
import { WatchedFolders } from './watchedFolders';
import { WatchSet, type WatchPorts } from './watchSet';

/** What an event asks for. */
export type Wish =
  /** Look for repositories and sources anew, and read all. */
  | { readonly kind: 'workspace'; /** Root of the repository, or the home, it happened in. */ readonly root: string }
  | { readonly kind: 'source'; readonly id: string }
  | {
      readonly kind: 'repository';
      readonly root: string;
      /** Somebody who knows says that it moved; otherwise files were touched, which may mean nothing. */
      readonly told: boolean;
    };

/** A git change often comes as a burst of file events; they are served as one. */
const gitTimes: BurstTimes = { quietMs: 60, longestMs: 500 };
/** Long enough for a writer's second `write` call, short enough not to be felt. */
const fileTimes: BurstTimes = { quietMs: 12, longestMs: 250 };

export interface WorkspaceWatchPorts extends WatchPorts {
  readonly workspace: Pick<WorkspaceReader, 'gitWatchTargets'>;
  /** Tells where remotes of repositories are written down; null: that they change is not noticed. */
  readonly remotes: Pick<RemoteReader, 'watchTargets'> | null;
}

export class WorkspaceWatch implements Disposable {
  private readonly watches: WatchSet;
  private readonly folders: WatchedFolders;
  /** Repositories somebody said of that they moved, until that is passed on. */
  private readonly told = new Set<string>();

  constructor(
    private readonly ports: WorkspaceWatchPorts,
    private readonly want: (wish: Wish) => void,
  ) {
    this.watches = new WatchSet(ports);
    this.folders = new WatchedFolders(ports.fileWatcher);
  }

  /** Watches these sources and repositories, and where trackers and repositories may come or go; nothing else any more. */
  async watchWhatIs(
    sources: readonly SourceState[],
    homes: Iterable<Home>,
    trackers: readonly Tracker[],
    signal: AbortSignal,
  ): Promise<void> {
    if (this.ports.fileWatcher === null) return;
    const all = [...homes];
    const moves = new Map<string, readonly WatchTarget[]>();
    for (const { isGit, root } of all) {
      if (isGit) moves.set(root, await this.ports.workspace.gitWatchTargets(root, signal));
    }
    const targets = [...sources.flatMap(({ source }) => source.watch), ...[...moves.values()].flat()];
    await this.folders.look([...all.map(({ root }) => root), ...targets.map(({ folder }) => folder)]);
    signal.throwIfAborted();
    const kept = new Set<string>();
    for (const { source } of sources) {
      kept.add(sourceName(source.id));
      this.watchSource(source);
    }
    const found = new Set(sources.map(({ source }) => `${source.kind} ${source.root}`));
    for (const home of all) {
      const { root } = home;
      kept.add(homeName(root));
      this.watchHome(home, trackers, found);
      const inside = moves.get(root);
      if (inside === undefined) continue;
      kept.add(gitName(root));
      const onMove = (): void => {
        this.want({ kind: 'repository', root, told: this.told.delete(root) });
      };
      const onBroken = (): void => {
        this.want({ kind: 'repository', root, told: true });
      };
      this.begin(gitName(root), inside, gitTimes, onMove, onBroken);
      if (this.ports.remotes === null) continue;
      kept.add(remotesName(root));
      // Sources on servers come and go with the remotes.
      const remotes = await this.ports.remotes.watchTargets(root, signal);
      this.begin(remotesName(root), remotes, gitTimes, () => {
        this.want({ kind: 'workspace', root });
      });
    }
    this.watches.keepOnly(kept);
  }

  /** Watches what a source names now, which may change with each reading; true when that is something new. */
  watchSource({ id, watch }: TrackerSource): boolean {
    const onChange = (): void => {
      this.want({ kind: 'source', id });
    };
    return this.begin(sourceName(id), watch, fileTimes, onChange, onChange);
  }

  /** Whether a working watch tells of every change of this source. */
  vouchesFor(sourceId: string): boolean {
    return this.watches.isWorking(sourceName(sourceId));
  }

  /** Whether a working watch tells when the repository at `root` moves. */
  vouchesForGit(root: string): boolean {
    return this.watches.isWorking(gitName(root));
  }

  /** Why the files of a source may change without being told, in one sentence; null: they do not, or nobody watches. */
  whyUnwatched(sourceId: string): string | null {
    return this.watches.whyNotWorking(sourceName(sourceId));
  }

  /** As {@link whyUnwatched}, for the repository at `root`. */
  whyGitUnwatched(root: string): string | null {
    return this.watches.whyNotWorking(gitName(root));
  }

  /** Serves a git event from elsewhere together with those of the watch. */
  gitMoved(root: string): void {
    this.told.add(root);
    if (this.watches.note(gitName(root))) return;
    this.told.delete(root);
    this.want({ kind: 'repository', root, told: true });
  }

  /** What is told of a source waits until this is disposed: it is being written by ourselves, and read afterwards. */
  hold(sourceId: string): Disposable {
    return this.watches.hold(sourceName(sourceId));
  }

  /** Says that a source is being read by somebody: events told before need no reading of their own. */
  served(sourceId: string): void {
    this.watches.served(sourceName(sourceId));
  }

  /** As {@link served}, for the repository at `root`. */
  gitServed(root: string): void {
    this.told.delete(root);
    this.watches.served(gitName(root));
  }

  dispose(): void {
    this.watches.dispose();
  }

  private watchHome(home: Home, trackers: readonly Tracker[], found: ReadonlySet<string>): void {
    const { root } = home;
    const signs = ['.git', ...trackers.flatMap((tracker) => tracker.signs)];
    // A sign alone is not a tracker yet: what makes it one may come later, inside.
    const beginnings = trackers
      .filter(({ kind }) => !found.has(`${kind} ${root}`))
      .flatMap((tracker) => tracker.signs.map((sign): WatchTarget => ({ folder: `${root}/${sign}`, names: 'all' })));
    const targets: readonly WatchTarget[] = [{ folder: root, names: signs }, ...beginnings];
    // Where this cannot be watched, trackers that come or go are found by the next full reading.
    this.begin(homeName(root), targets, gitTimes, () => {
      this.want({ kind: 'workspace', root: repositoryOf(home) });
    });
  }

  private begin(
    name: string,
    targets: readonly WatchTarget[],
    times: BurstTimes,
    onChange: () => void,
    onBroken: () => void = () => undefined,
  ): boolean {
    return this.watches.watch(name, {
      targets,
      times,
      onlyAHint: this.folders.whyOnlyAHint(targets),
      onChange,
      onBroken,
    });
  }
}

const sourceName = (id: string): string => `source ${id}`;
const homeName = (root: string): string => `home ${root}`;
const remotesName = (root: string): string => `remotes ${root}`;
const gitName = (root: string): string => `git ${root}`;
