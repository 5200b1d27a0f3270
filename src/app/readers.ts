/** Answers for one reading of a repository, and for what a failed one leaves behind. */
import { describeFailure } from '../domain/failure';
import type { Clock } from '../ports/clock';
import type { GitReader } from '../ports/gitReader';
import type { WorkspaceReader } from '../ports/workspace';
import type { MemoryPorts } from './memory';
import type { RepositoryState } from './repositoryState';

export interface ReaderPorts extends MemoryPorts {
  readonly clock: Clock;
  readonly workspace: WorkspaceReader;
  /** How often what no watcher vouches for is polled; null: not at all. */
  readonly pollMs: () => number | null;
}

/** What a reading found, to be put upon what is known by then: it may have changed while the reading went on. */
export type Finding<State> = (latest: State) => State;

/**
 * Reads git and the manifest of a repository. When git cannot be read its last state stays.
 * @throws the signal's reason when aborted.
 */
export async function readRepository(
  state: RepositoryState,
  gitReader: GitReader,
  ports: ReaderPorts,
  signal: AbortSignal,
): Promise<Finding<RepositoryState>> {
  const { root, isGit } = state.home;
  const project = await ports.workspace.readProject(root, signal);
  const result = isGit ? await gitReader.read(root, signal) : null;
  const nowMs = ports.clock.nowMs();
  const read = { project, readAtMs: nowMs, lastAttemptAtMs: nowMs };
  if (result === null) return (latest) => ({ ...latest, ...read });
  if (result.ok) {
    const git = result.value;
    const confirmed = { git, gitError: null, gitErrorSinceMs: null, confirmedAtMs: nowMs };
    return (latest) => ({ ...latest, ...read, ...confirmed, countedAtMs: nowMs });
  }
  if (state.gitError?.kind !== result.error.kind) ports.log.warn(`${root}: ${describeFailure(result.error)}`);
  return (latest) => ({
    ...latest,
    ...read,
    gitError: result.error,
    gitErrorSinceMs: latest.gitErrorSinceMs ?? nowMs,
  });
}
