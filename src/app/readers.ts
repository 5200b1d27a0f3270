/** Answers for one reading of a source or a repository, and for what a failed one leaves behind. */
import { describeFailure } from '../domain/failure';
import type { Clock } from '../ports/clock';
import type { GitReader } from '../ports/gitReader';
import type { WorkspaceReader } from '../ports/workspace';
import type { Memory, MemoryPorts } from './memory';
import type { RepositoryState } from './repositoryState';
import { afterFailure, afterSuccess, type SourceState } from './sourceState';

export interface ReaderPorts extends MemoryPorts {
  readonly clock: Clock;
  readonly workspace: WorkspaceReader;
  /** How often what no watcher vouches for is polled; null: not at all. */
  readonly pollMs: () => number | null;
}

/** What a reading found, to be put upon what is known by then: it may have changed while the reading went on. */
export type Finding<State> = (latest: State) => State;

/**
 * Reads a source. When that fails the last good reading stays, be it one of an earlier run.
 * @throws the signal's reason when aborted.
 */
export async function readSource(
  state: SourceState,
  memory: Memory,
  ports: ReaderPorts,
  signal: AbortSignal,
): Promise<Finding<SourceState>> {
  const result = await state.source.read(signal);
  const nowMs = ports.clock.nowMs();
  if (result.ok) {
    memory.remember(state.source, result.value, nowMs);
    const pollMs = state.source.polled || !state.watched ? ports.pollMs() : null;
    return (latest) => afterSuccess(latest, result.value, nowMs, pollMs);
  }
  if (state.error?.failure.kind !== result.error.kind) {
    ports.log.warn(`${state.source.id}: ${describeFailure(result.error)} The last good data is kept.`);
  }
  return (latest) => afterFailure(latest, result.error, nowMs);
}

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
  const readAtMs = ports.clock.nowMs();
  if (result === null) return (latest) => ({ ...latest, project, readAtMs });
  if (result.ok) return (latest) => ({ ...latest, project, readAtMs, git: result.value, gitError: null });
  if (state.gitError?.kind !== result.error.kind) ports.log.warn(`${root}: ${describeFailure(result.error)}`);
  return (latest) => ({ ...latest, project, readAtMs, gitError: result.error });
}
