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
 * Reads a source. When that fails the last good reading stays, or, when there is none, what an earlier run remembered.
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
    if (result.value !== state.reading) memory.remember(state.source, result.value, nowMs);
    const pollMs = state.source.polled || !state.watched ? ports.pollMs() : null;
    return (latest) => afterSuccess(latest, result.value, nowMs, pollMs);
  }
  if (state.error?.failure.kind !== result.error.kind) {
    ports.log.warn(`${state.source.id}: ${describeFailure(result.error)} The last good data is kept.`);
  }
  const recalled = state.reading === null ? await recall(state, ports) : null;
  return (latest) => ({ ...afterFailure(latest, result.error, nowMs), ...(latest.reading === null ? recalled : null) });
}

/** What an earlier run read. A source that can be read is faster than its memory, so this comes last. */
async function recall(
  { source }: SourceState,
  { store, log }: ReaderPorts,
): Promise<Pick<SourceState, 'reading' | 'confirmedAtMs'> | null> {
  const stored = await store?.load({ id: source.id, root: source.root });
  if (stored?.ok === false) log.warn(`${source.id}: ${describeFailure(stored.error)}`);
  if (stored?.ok !== true || stored.value === null) return null;
  return { reading: stored.value, confirmedAtMs: stored.value.confirmedAtMs };
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
