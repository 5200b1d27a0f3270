/** Answers for all there is to say of a source, one sentence a line: its tooltip, and its details when they are opened. */
import type { SourceChip } from '../../src/protocol/messages';
import { formatWait } from '../../src/protocol/age';
import { strings } from '../strings';
import { formatMoment } from './ages';

/** The name its chip bears. */
export function sourceName({ label, repository }: SourceChip, withRepository: boolean): string {
  return withRepository && repository !== null ? strings.sourceOfRepository(label, repository) : label;
}

/** Everything about the source, what is wrong first after what it is. */
export function sourceLines(source: SourceChip, nowMs: number): readonly string[] {
  const { via, error, freshness, confirmedAtMs, nextAttemptAtMs, recalled, remote, unwatched } = source;
  const name = sourceName(source, true);
  const isPaused = (remote?.pause?.untilMs ?? nowMs) > nowMs;
  const lines = [
    via === '' ? name : strings.sourceVia(name, via),
    // A pause says that too, and how long.
    error === null || (error.trouble === 'limited' && isPaused) ? '' : error.message,
    error === null
      ? ''
      : confirmedAtMs === null
        ? strings.failingUnread(formatMoment(error.sinceMs))
        : strings.failingSince(formatMoment(error.sinceMs)),
    freshness === 'live' && error === null
      ? strings.liveNow
      : confirmedAtMs === null
        ? strings.neverConfirmed
        : strings.confirmedAt(formatMoment(confirmedAtMs)),
    unwatched === null ? '' : strings.unwatched(unwatched, nextAttemptAtMs !== null),
    recalled ? strings.recalledTitle : '',
    nextAttemptAtMs === null ? '' : strings.nextAttempt(formatMoment(nextAttemptAtMs)),
    ...remoteLines(source, nowMs),
  ];
  return lines.filter((line) => line !== '');
}

function remoteLines({ remote }: SourceChip, nowMs: number): readonly string[] {
  if (remote === null) return [];
  const { host, repository, account, elsewhere, budget, pause, progress, incomplete, notes } = remote;
  const wait = budget === null ? null : formatWait(budget.resetAtMs - nowMs);
  const pausedFor = pause === null ? null : formatWait(pause.untilMs - nowMs);
  return [
    account !== null
      ? strings.asAccount(account.name, account.via, host)
      : elsewhere
        ? ''
        : strings.withoutAccount(repository, host),
    budget === null || wait === null ? '' : strings.budget(budget.remaining, budget.limit, budget.resource, wait),
    pause === null || pausedFor === null ? '' : strings.pausedTitle(pause.because, host, pausedFor),
    progress === null ? '' : strings.progressTitle(progress.done, progress.total),
    ...incomplete,
    ...notes,
  ];
}
