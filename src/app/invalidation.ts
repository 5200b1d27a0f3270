/** Answers for what is read after a sign that something moved: once, when it is over, and only what did move. */
import type { Disposable } from '../ports/disposable';
import { repositoryOf } from '../ports/workspace';
import { GitPauses, type GitPausesPorts } from './gitPauses';
import type { AnyLane, Lanes } from './lanes';
import type { Wish } from './workspaceWatch';

export type InvalidationPorts = GitPausesPorts;

export interface InvalidationEvents {
  /** Reads everything anew, what came into being included. */
  refresh(): Promise<unknown>;
  /** A source, or a repository, is read now: what was told of it before needs no reading of its own. */
  onServed(lane: AnyLane): void;
  /** Work that nobody waits for. */
  inBackground(work: Promise<unknown>): void;
}

export class Invalidation implements Disposable {
  private readonly pauses: GitPauses;
  /** By root of the repository: what waits for its git to be done. */
  private readonly waiting = new Map<string, Wish[]>();
  private catchingUp = 0;

  constructor(
    ports: InvalidationPorts,
    private readonly lanes: () => Lanes,
    private readonly events: InvalidationEvents,
    signal: AbortSignal,
  ) {
    this.pauses = new GitPauses(ports, signal);
  }

  /** Whether what git did in one go is being read. */
  get isCatchingUp(): boolean {
    return this.catchingUp > 0;
  }

  /** Reads what a sign tells of, as soon as git is done in the repository it is in. */
  fulfil(wish: Wish): void {
    const root = this.rootOf(wish);
    if (root === null) {
      this.events.inBackground(this.serve([wish], null));
      return;
    }
    const waiting = this.waiting.get(root);
    if (waiting !== undefined) {
      waiting.push(wish);
      return;
    }
    this.waiting.set(root, [wish]);
    this.events.inBackground(this.serveWhenDone(root));
  }

  /**
   * Reads what moved though nobody told: the machine slept, or much happened at once.
   * @param all read everything that is in the workspace, moved or not
   */
  compare(all: boolean): void {
    this.events.inBackground(this.askMoved(this.lanes().local, all));
  }

  /** Settles when git is done where a lane is that somebody else reads then; signs until then are served by that. */
  async beforeReading(lane: AnyLane): Promise<void> {
    const repository = this.lanes().repositories.get(repositoryOf(lane.state.home));
    if (repository?.state.home.isGit === true) await this.pauses.untilDone(repository.state.home.root);
    this.events.onServed(lane);
  }

  dispose(): void {
    this.pauses.dispose();
  }

  private async serveWhenDone(root: string): Promise<void> {
    let wishes: readonly Wish[] = [];
    let wasAtWork = false;
    try {
      wasAtWork = await this.pauses.untilDone(root);
    } finally {
      wishes = this.waiting.get(root) ?? [];
      this.waiting.delete(root);
    }
    if (!wasAtWork) {
      await this.serve(wishes, null);
      return;
    }
    this.catchingUp++;
    try {
      await this.serve(wishes, root);
    } finally {
      this.catchingUp--;
    }
  }

  /** @param worked root of the repository git was at work in: events of so many files at once may have been lost */
  private async serve(wishes: readonly Wish[], worked: string | null): Promise<void> {
    if (wishes.some(({ kind }) => kind === 'workspace')) {
      await this.events.refresh();
      return;
    }
    const lanes = this.lanes();
    const certain = new Set<AnyLane>();
    const doubtful = new Set<AnyLane>(worked === null ? [] : this.lanesIn(worked));
    for (const wish of wishes) {
      const lane = wish.kind === 'source' ? lanes.sources.get(wish.id) : this.repositoryOf(wish);
      if (lane === undefined) continue;
      if (wish.kind === 'repository' && !wish.told) doubtful.add(lane);
      else certain.add(lane);
    }
    const moved = await movedOf([...doubtful].filter((lane) => !certain.has(lane)));
    // Together, so that one snapshot tells of all.
    await this.ask([...certain, ...moved]);
  }

  private async askMoved(lanes: readonly AnyLane[], all: boolean): Promise<void> {
    const moved = all ? lanes : await movedOf(lanes);
    await this.ask(moved);
  }

  private async ask(lanes: readonly AnyLane[]): Promise<void> {
    await Promise.all(
      lanes.map((lane) => {
        this.events.onServed(lane);
        return lane.ask();
      }),
    );
  }

  private repositoryOf(wish: Wish): AnyLane | undefined {
    return wish.kind === 'repository' ? this.lanes().repositories.get(wish.root) : undefined;
  }

  private lanesIn(root: string): readonly AnyLane[] {
    const { sources, repositories } = this.lanes();
    const own = [...sources.values()].filter((lane) => !lane.isRemote && repositoryOf(lane.state.home) === root);
    const repository = repositories.get(root);
    return repository === undefined ? own : [...own, repository];
  }

  /** Root of the repository it happened in; null: it happened in none. */
  private rootOf(wish: Wish): string | null {
    const { sources, repositories } = this.lanes();
    const home = wish.kind === 'source' ? sources.get(wish.id)?.state.home : null;
    const root = wish.kind === 'source' ? (home === undefined || home === null ? null : repositoryOf(home)) : wish.root;
    return root !== null && repositories.get(root)?.state.home.isGit === true ? root : null;
  }
}

async function movedOf(lanes: readonly AnyLane[]): Promise<readonly AnyLane[]> {
  const moved = await Promise.all(lanes.map((lane) => lane.hasMoved()));
  return lanes.filter((_, at) => moved[at] === true);
}
