/** Answers for what is watched of a workspace, and for the wish each kind of event becomes. */
import type { Disposable } from '../ports/disposable';
import type { WatchTarget } from '../ports/fileWatcher';
import type { Tracker, TrackerSource } from '../ports/tracker';
import type { RemoteReader } from '../ports/repositoryReader';
import type { Home, WorkspaceReader } from '../ports/workspace';
import type { SourceState } from './sourceState';
import { WatchSet, type WatchPorts } from './watchSet';

/** What an event asks for. */
export type Wish =
  /** Look for repositories and sources anew, and read all. */
  | { readonly kind: 'workspace' }
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'repository'; readonly root: string };

/** A git change often comes as a burst of file events; they are served as one. */
const gitSettleMs = 60;
/** Long enough for a writer's second `write` call, short enough not to be felt. */
const fileSettleMs = 12;

export interface WorkspaceWatchPorts extends WatchPorts {
  readonly workspace: Pick<WorkspaceReader, 'gitWatchTargets'>;
  /** Tells where remotes of repositories are written down; null: that they change is not noticed. */
  readonly remotes: Pick<RemoteReader, 'watchTargets'> | null;
}

export class WorkspaceWatch implements Disposable {
  private readonly watches: WatchSet;

  constructor(
    private readonly ports: WorkspaceWatchPorts,
    private readonly want: (wish: Wish) => void,
  ) {
    this.watches = new WatchSet(ports);
  }

  /** Watches these sources and repositories, and where trackers and repositories may come or go; nothing else any more. */
  async watchWhatIs(
    sources: readonly SourceState[],
    homes: Iterable<Home>,
    trackers: readonly Tracker[],
    signal: AbortSignal,
  ): Promise<void> {
    if (this.ports.fileWatcher === null) return;
    const kept = new Set<string>();
    for (const { source } of sources) {
      kept.add(sourceName(source.id));
      this.watchSource(source);
    }
    const signs = ['.git', ...trackers.flatMap((tracker) => tracker.signs)];
    const found = new Set([...sources].map(({ source }) => `${source.kind} ${source.root}`));
    for (const home of homes) {
      const { root } = home;
      kept.add(homeName(root));
      // A sign alone is not a tracker yet: what makes it one may come later, inside.
      const beginnings = trackers
        .filter(({ kind }) => !found.has(`${kind} ${root}`))
        .flatMap((tracker) => tracker.signs.map((sign): WatchTarget => ({ folder: `${root}/${sign}`, names: 'all' })));
      const targets: readonly WatchTarget[] = [{ folder: root, names: signs }, ...beginnings];
      // Where this cannot be watched, trackers that come or go are found by the next full reading.
      this.begin(homeName(root), targets, gitSettleMs, { kind: 'workspace' }, false);
      if (!home.isGit) continue;
      kept.add(gitName(root));
      const moves = await this.ports.workspace.gitWatchTargets(root, signal);
      this.begin(gitName(root), moves, gitSettleMs, { kind: 'repository', root }, true);
      if (this.ports.remotes === null) continue;
      kept.add(remotesName(root));
      // Sources on servers come and go with the remotes.
      const remotes = await this.ports.remotes.watchTargets(root, signal);
      this.begin(remotesName(root), remotes, gitSettleMs, { kind: 'workspace' }, false);
    }
    this.watches.keepOnly(kept);
  }

  /** Watches what a source names now, which may change with each reading; true when that is something new. */
  watchSource({ id, watch }: TrackerSource): boolean {
    return this.begin(sourceName(id), watch, fileSettleMs, { kind: 'source', id }, true);
  }

  private begin(
    name: string,
    targets: readonly WatchTarget[],
    settleMs: number,
    wish: Wish,
    readWhenBroken: boolean,
  ): boolean {
    const onChange = (): void => {
      this.want(wish);
    };
    return this.watches.watch(name, targets, settleMs, {
      onChange,
      onBroken: readWhenBroken ? onChange : () => undefined,
    });
  }

  /** Whether a working watch tells of every change of this source. */
  vouchesFor(sourceId: string): boolean {
    return this.watches.isWorking(sourceName(sourceId));
  }

  /** Whether a working watch tells when the repository at `root` moves. */
  vouchesForGit(root: string): boolean {
    return this.watches.isWorking(gitName(root));
  }

  /** Serves a git event from elsewhere together with those of the watch. */
  gitMoved(root: string): void {
    this.watches.settle(gitName(root), gitSettleMs, () => {
      this.want({ kind: 'repository', root });
    });
  }

  dispose(): void {
    this.watches.dispose();
  }
}

const sourceName = (id: string): string => `source ${id}`;
const homeName = (root: string): string => `home ${root}`;
const remotesName = (root: string): string => `remotes ${root}`;
const gitName = (root: string): string => `git ${root}`;
