/** Answers for reading one repository: quickly at first where that is possible, then in full. */
import type { GitReader } from '../ports/gitReader';
import { Lane, type LaneEvents } from './lane';
import type { Mark } from './mark';
import { readRepository, type Finding, type ReaderPorts } from './readers';
import type { RepositoryState } from './repositoryState';

export interface RepositoryLanePorts extends ReaderPorts {
  /**
   * Answers for the first look at a repository, so that rows do not wait for a process; null: the scope's own
   * reader answers there too.
   */
  readonly quickGitReader: GitReader | null;
}

export class RepositoryLane extends Lane<RepositoryState> {
  /** @param gitReader the one to use by then */
  constructor(
    first: RepositoryState,
    private readonly ports: RepositoryLanePorts,
    private readonly gitReader: () => GitReader,
    events: LaneEvents,
    ended: AbortSignal,
  ) {
    super(first, ports.clock, events, ended);
  }

  override get isUnfinished(): boolean {
    return super.isUnfinished || this.state.quick;
  }

  protected async read(): Promise<Finding<RepositoryState>> {
    const { quickGitReader } = this.ports;
    const known = this.state;
    const quick = known.git === null && !known.quick && quickGitReader !== null && known.home.isGit;
    const reader = quick ? quickGitReader : this.gitReader();
    const found = await readRepository(known, reader, this.ports, this.ended);
    return (latest) => ({ ...found(latest), quick });
  }

  protected async takeMark(): Promise<Mark | null> {
    const { root, isGit } = this.state.home;
    // Of a folder that is no repository nothing is read that moves with others.
    if (!isGit) return { says: '', written: '' };
    const { workspace } = this.ports;
    // In this order: what is written in between moves the second, whatever the first said.
    const says = await workspace.gitFingerprint(root, this.ended);
    const written = await workspace.gitStamps(root, this.ended);
    return says === null ? null : { says, written };
  }
}
