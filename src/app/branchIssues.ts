/** Answers for telling sources on servers which issues a person is at: those that branches name. */
import { numbersNamed } from '../domain/currentIssue';
import type { RemoteSource } from '../ports/tracker';
import { repositoryOf } from '../ports/workspace';
import type { RepositoryState } from './repositoryState';
import type { SourceLane } from './sourceLane';

export class BranchIssues {
  /** What each was told last. */
  private readonly told = new WeakMap<RemoteSource, string>();

  /**
   * Tells the repository's own sources what its branch names, where that is known.
   * @returns those that were told something else than before and have yet to ask for it
   */
  tell(lanes: readonly SourceLane[], { git, home: { root } }: RepositoryState): readonly SourceLane[] {
    if (git === null) return [];
    const ids = numbersNamed(git.branch ?? git.returnsTo ?? '');
    const text = ids.join();
    return lanes.filter(({ state: { source, home } }) => {
      const { remote } = source;
      if (remote === undefined || repositoryOf(home) !== root || this.told.get(remote) === text) return false;
      this.told.set(remote, text);
      remote.follow(ids);
      return remote.lacksFollowed;
    });
  }
}
