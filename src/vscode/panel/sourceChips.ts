/** Answers for what the panel says of each source: its health, and the name its rows carry where there are several. */
import type { ProjectContext, SourceContext } from '../../domain/context';
import { describeFailure } from '../../domain/failure';
import type { SourceChip } from '../../protocol/messages';
import { holdingPauses, longestPause, scarcestBudget, troubleOf, type ChipRemote } from '../../protocol/sourceHealth';

/** @param listed ids of the sources that have rows */
export function sourceChips(
  { sources, repositories, snapshotAtMs }: Pick<ProjectContext, 'sources' | 'repositories' | 'snapshotAtMs'>,
  listed: ReadonlySet<string>,
): readonly SourceChip[] {
  const nameOf = new Map(repositories.map(({ root, name }) => [root, name]));
  const telling = sources.filter(({ id }) => listed.has(id));
  return sources.map((source) => ({
    id: source.id,
    kind: source.kind,
    label: source.label,
    repository: source.repository === null ? null : (nameOf.get(source.repository) ?? source.repository),
    via: source.via,
    freshness: source.freshness,
    confirmedAtMs: source.confirmedAtMs,
    nextAttemptAtMs: source.nextAttemptAtMs,
    error: chipError(source),
    unwatched: source.unwatched,
    tag: listed.has(source.id) && telling.length > 1 ? tagOf(source, telling) : null,
    recalled: source.lastAttemptAtMs === null && source.confirmedAtMs !== null,
    remote: source.remote && chipRemote(source.remote, snapshotAtMs),
  }));
}

function chipError({ error, remote }: SourceContext): SourceChip['error'] {
  if (error === null) return null;
  const { failure, sinceMs } = error;
  return { message: describeFailure(failure), sinceMs, trouble: remote === null ? 'failing' : troubleOf(failure) };
}

function chipRemote(remote: NonNullable<SourceContext['remote']>, nowMs: number): ChipRemote {
  const { host, repository, account, requests, progress, incomplete, notes, offer, elsewhere } = remote;
  return {
    host,
    repository,
    account,
    progress,
    incomplete,
    notes,
    offer,
    budget: requests && scarcestBudget(requests.budgets, nowMs),
    pause: requests && longestPause(holdingPauses(requests.pauses), nowMs),
    elsewhere: elsewhere === true,
  };
}

/** The place where that is enough to tell the source from the others, else the tracker, else both. */
function tagOf(source: SourceContext, all: readonly SourceContext[]): string {
  const isOnly = (name: (each: SourceContext) => string): boolean =>
    all.every((each) => each === source || name(each) !== name(source));
  if (isOnly(placeOf)) return placeOf(source);
  const onePlace = all.every((each) => placeOf(each) === placeOf(source));
  return onePlace && isOnly(({ label }) => label) ? source.label : `${placeOf(source)} ${source.label}`;
}

/** The folder's name, as the id has it: unique in the workspace. */
const placeOf = ({ id, kind }: SourceContext): string => id.slice(kind.length + 1);
