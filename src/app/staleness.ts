/** Answers for what grows old: whom a watch vouches for, what is read again when, and what is let go. */
import type { Disposable } from '../ports/disposable';
import type { FileWatcher } from '../ports/fileWatcher';
import { repositoryOf } from '../ports/workspace';
import type { Knowledge } from './contextBuilder';
import { DisposableStore } from './disposableStore';
import { DueReadings, type DueReadingsEvents, type DueReadingsPorts } from './dueReadings';
import type { Lanes } from './lanes';
import { RepositoryActivity, type RepositoryActivityPorts } from './repositoryActivity';
import type { RepositoryState } from './repositoryState';
import { Retention, type RetentionPorts } from './retention';
import type { SourceState } from './sourceState';
import type { WorkspaceWatch } from './workspaceWatch';

export interface StalenessPorts extends DueReadingsPorts, RepositoryActivityPorts, RetentionPorts {
  /** Null: a headless run, which reads once. */
  readonly fileWatcher: FileWatcher | null;
  /** Whether somebody tells when files of the work tree at `root` change; otherwise counts of them age. */
  readonly tellsOfWorkTree: (root: string) => boolean;
}

type Watch = Pick<WorkspaceWatch, 'vouchesFor' | 'vouchesForGit' | 'whyUnwatched' | 'whyGitUnwatched'>;

export class Staleness implements Disposable {
  /** Which repositories are used. */
  readonly uses: RepositoryActivity;

  private readonly lifetime = new DisposableStore();
  private readonly due: DueReadings;
  private readonly retention: Retention;

  constructor(
    private readonly ports: StalenessPorts,
    private readonly lanes: () => Lanes,
    private readonly watch: Watch,
    events: Omit<DueReadingsEvents, 'readsByItself'>,
  ) {
    this.uses = this.lifetime.add(
      new RepositoryActivity(
        ports,
        () => lanes().repositories,
        () => {
          this.wait();
        },
      ),
    );
    this.due = this.lifetime.add(
      new DueReadings(ports, lanes, { ...events, readsByItself: (root) => this.readsByItself(root) }),
    );
    this.retention = this.lifetime.add(
      new Retention(
        ports,
        () => lanes().sources.values(),
        ({ home, confirmedAtMs, lastAttemptAtMs }) =>
          this.uses.keptUntilMs(repositoryOf(home), confirmedAtMs ?? lastAttemptAtMs),
      ),
    );
  }

  /** Tells every lane whether a watch vouches for it, and returns what a snapshot has to know. */
  note(): Pick<Knowledge, 'freshness' | 'readsByItself'> {
    const { sources, repositories } = this.lanes();
    for (const lane of sources.values()) {
      const { id } = lane.state.source;
      const watched = this.watch.vouchesFor(id);
      const unwatched = watched ? null : this.watch.whyUnwatched(id);
      lane.amend((state) => noted<SourceState>(state, { watched, unwatched }));
    }
    for (const [root, lane] of repositories) {
      const watched = this.watch.vouchesForGit(root);
      const unwatched = watched || !lane.state.home.isGit ? null : this.watch.whyGitUnwatched(root);
      const workTreeWatched = this.ports.tellsOfWorkTree(root);
      lane.amend((state) => noted<RepositoryState>(state, { watched, unwatched, workTreeWatched }));
    }
    return { freshness: this.ports.freshnessPolicy(), readsByItself: (root) => this.readsByItself(root) };
  }

  /** Waits for the next moment at which something is due, turns old or is let go. */
  wait(): void {
    if (this.ports.fileWatcher === null) return;
    this.due.wait();
    this.retention.wait();
  }

  /** A repository was read: where HEAD moved, somebody works there. */
  repositoryRead({ git: before }: RepositoryState, { git, home }: RepositoryState): void {
    if (before === null || git === null) return;
    if (before.head !== git.head || before.branch !== git.branch) this.uses.used(home.root);
  }

  dispose(): void {
    this.lifetime.dispose();
  }

  private readsByItself(root: string): boolean {
    return this.uses.tierOf(root) !== 'cold';
  }
}

/** The same object where it says that already. */
function noted<State extends object>(state: State, facts: Partial<State>): State {
  const isSame = (Object.keys(facts) as (keyof State)[]).every((name) => state[name] === facts[name]);
  return isSame ? state : { ...state, ...facts };
}
