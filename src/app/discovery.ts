/** Answers for one consistent reading of the workspace: fingerprint, read, fingerprint again. */
import { describeFailure } from '../domain/failure';
import type { Log } from '../ports/log';
import type { SourceReading } from '../ports/tracker';
import type { GitReader } from '../ports/gitReader';
import type { IssueStore } from '../ports/issueStore';
import type { WorkspaceReader } from '../ports/workspace';
import type { Clock } from '../ports/clock';
import { afterFailure, afterSuccess, type SourceState } from './sourceState';
import type { RepositoryState } from './repositoryState';

/** How often a reading is begun anew because the files moved under it. */
const maxAttempts = 3;

export interface DiscoveryPorts {
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

export interface Readers extends DiscoveryPorts {
  readonly gitReader: GitReader;
}

export interface Reading {
  readonly sources: ReadonlyMap<string, SourceState>;
  readonly repositories: ReadonlyMap<string, RepositoryState>;
  /** False when git or a tracker file still moved at the last attempt. */
  readonly settled: boolean;
}

/** What is to be read: source ids and repository roots. */
export interface ReadingScope {
  readonly sources: ReadonlySet<string>;
  readonly repositories: ReadonlySet<string>;
}

/**
 * Reads what `scope` names and returns everything known. A sequence lock: when a fingerprint moved between
 * the first look and the last, what moved is read again, at most {@link maxAttempts} times.
 * @throws the signal's reason when aborted.
 */
export async function readConsistently(
  known: Pick<Reading, 'sources' | 'repositories'>,
  scope: ReadingScope,
  ports: Readers,
  signal: AbortSignal,
): Promise<Reading> {
  const sources = new Map(known.sources);
  const repositories = new Map(known.repositories);
  let todo = scope;
  let before = await fingerprints(sources, repositories, ports, signal);
  for (let attempt = 1; ; attempt++) {
    await Promise.all([
      ...[...todo.sources].map(async (id) => {
        const state = sources.get(id);
        if (state !== undefined) sources.set(id, await readSource(state, ports, signal));
      }),
      ...[...todo.repositories].map(async (root) => {
        const state = repositories.get(root);
        if (state !== undefined) repositories.set(root, await readRepository(state, ports, signal));
      }),
    ]);
    const after = await fingerprints(sources, repositories, ports, signal);
    todo = moved(before, after);
    if (todo.sources.size + todo.repositories.size === 0) return { sources, repositories, settled: true };
    if (attempt === maxAttempts) return { sources, repositories, settled: false };
    before = after;
  }
}

interface Fingerprints {
  readonly sources: ReadonlyMap<string, string | null>;
  readonly repositories: ReadonlyMap<string, string | null>;
}

async function fingerprints(
  sources: ReadonlyMap<string, SourceState>,
  repositories: ReadonlyMap<string, RepositoryState>,
  { workspace }: DiscoveryPorts,
  signal: AbortSignal,
): Promise<Fingerprints> {
  const [ofSources, ofRepositories] = await Promise.all([
    Promise.all([...sources].map(async ([id, { source }]) => [id, await source.fingerprint(signal)] as const)),
    Promise.all(
      [...repositories]
        .filter(([, { home }]) => home.isGit)
        .map(async ([root]) => [root, await workspace.gitFingerprint(root, signal)] as const),
    ),
  ]);
  return { sources: new Map(ofSources), repositories: new Map(ofRepositories) };
}

function moved(before: Fingerprints, after: Fingerprints): ReadingScope {
  const changed = (a: ReadonlyMap<string, string | null>, b: ReadonlyMap<string, string | null>): Set<string> =>
    new Set([...b].filter(([id, value]) => a.get(id) !== value).map(([id]) => id));
  return {
    sources: changed(before.sources, after.sources),
    repositories: changed(before.repositories, after.repositories),
  };
}

async function readSource(state: SourceState, ports: DiscoveryPorts, signal: AbortSignal): Promise<SourceState> {
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
async function recall(state: SourceState, { store, log }: DiscoveryPorts): Promise<SourceState> {
  const stored = await store?.load({ id: state.source.id, root: state.source.root });
  if (stored?.ok === false) log.warn(`${state.source.id}: ${describeFailure(stored.error)}`);
  if (stored?.ok !== true || stored.value === null) return state;
  return { ...state, reading: stored.value, confirmedAtMs: stored.value.confirmedAtMs };
}

/** Saving goes on beside: nobody waits for it to see an issue. */
function save(state: SourceState, reading: SourceReading, nowMs: number, ports: DiscoveryPorts): void {
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

async function readRepository(state: RepositoryState, ports: Readers, signal: AbortSignal): Promise<RepositoryState> {
  const project = await ports.workspace.readProject(state.home.root, signal);
  if (!state.home.isGit) return { ...state, project };
  const result = await ports.gitReader.read(state.home.root, signal);
  if (result.ok) return { ...state, project, git: result.value, gitError: null };
  if (state.gitError?.kind !== result.error.kind) {
    ports.log.warn(`${state.home.root}: ${describeFailure(result.error)}`);
  }
  return { ...state, project, gitError: result.error };
}
