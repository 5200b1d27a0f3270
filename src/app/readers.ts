/** Answers for one reading of a source or a repository, and for what a failed one leaves behind. */
import { describeFailure } from '../domain/failure';
import type { Clock } from '../ports/clock';
import type { GitReader } from '../ports/gitReader';
import type { IssueStore } from '../ports/issueStore';
import type { Log } from '../ports/log';
import type { SourceReading } from '../ports/tracker';
import type { WorkspaceReader } from '../ports/workspace';
import type { RepositoryState } from './repositoryState';
import { afterFailure, afterSuccess, type SourceState } from './sourceState';

export interface ReaderPorts {
  readonly clock: Clock;
  readonly log: Log;
  readonly workspace: WorkspaceReader;
  /** Where readings are remembered; null: nowhere. */
  readonly store: IssueStore | null;
  /** Whether new readings are remembered, or the store is only asked when a source fails. */
  readonly remember: () => boolean;
  /** How long after a reading it is remembered: first the rows, then the housekeeping. */
  readonly rememberAfterMs: number;
  /** How often a source that no watcher vouches for is polled; null: not at all. */
  readonly pollMs: () => number | null;
}

/**
 * Reads a source. When that fails the last good reading stays, or, when there is none, what an earlier run remembered.
 * @throws the signal's reason when aborted.
 */
export async function readSource(state: SourceState, ports: ReaderPorts, signal: AbortSignal): Promise<SourceState> {
  const result = await state.source.read(signal);
  const nowMs = ports.clock.nowMs();
  if (result.ok) {
    if (ports.remember() && result.value !== state.reading) save(state, result.value, nowMs, ports);
    const pollMs = state.source.polled || !state.watched ? ports.pollMs() : null;
    return afterSuccess(state, result.value, nowMs, pollMs);
  }
  if (state.error?.failure.kind !== result.error.kind) {
    ports.log.warn(`${state.source.id}: ${describeFailure(result.error)} The last good data is kept.`);
  }
  const failed = afterFailure(state, result.error, nowMs);
  return failed.reading === null ? await recall(failed, ports) : failed;
}

/** Falls back on what an earlier run read. A source that can be read is faster than its memory, so this comes last. */
async function recall(state: SourceState, { store, log }: ReaderPorts): Promise<SourceState> {
  const stored = await store?.load({ id: state.source.id, root: state.source.root });
  if (stored?.ok === false) log.warn(`${state.source.id}: ${describeFailure(stored.error)}`);
  if (stored?.ok !== true || stored.value === null) return state;
  return { ...state, reading: stored.value, confirmedAtMs: stored.value.confirmedAtMs };
}

/** Saving goes on beside: nobody waits for it to see an issue. */
function save(state: SourceState, reading: SourceReading, nowMs: number, ports: ReaderPorts): void {
  const { store, log, clock, rememberAfterMs } = ports;
  if (store === null) return;
  const { issues, problems, via } = reading;
  const { id, root } = state.source;
  const write = async (): Promise<void> => {
    const saved = await store.save({ id, root }, { issues, problems, via, confirmedAtMs: nowMs });
    if (!saved.ok && saved.error.kind !== 'closed') {
      log.warn(`${id}: not remembered for the next start. ${describeFailure(saved.error)}`);
    }
  };
  if (rememberAfterMs === 0) void write();
  else clock.schedule(rememberAfterMs, () => void write());
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
): Promise<RepositoryState> {
  const project = await ports.workspace.readProject(state.home.root, signal);
  if (!state.home.isGit) return { ...state, project };
  const result = await gitReader.read(state.home.root, signal);
  if (result.ok) return { ...state, project, git: result.value, gitError: null };
  if (state.gitError?.kind !== result.error.kind) {
    ports.log.warn(`${state.home.root}: ${describeFailure(result.error)}`);
  }
  return { ...state, project, gitError: result.error };
}
