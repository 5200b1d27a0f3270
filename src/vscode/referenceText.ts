/** Answers for how far the backlog of references is, in a sentence. */
import type { ResolveOutcome } from '../app/referencePorts';
import type { ReferenceCounts } from '../domain/commitReference';
import { describeFailure } from '../domain/failure';
import { say, sayCount } from '../domain/words';
import { formatWait } from '../protocol/age';
import { countText, inText } from './timeWords';

/** `12 references pending, 340 resolved (300 without a request), 3 in vain; about 2m to go.` */
export function referenceStatus(counts: ReferenceCounts): string {
  const { pending, resolved, errors, cacheHits, estimateMs } = counts;
  if (pending + resolved + errors === 0) return say('No commit names an issue or a pull request yet.');
  const parts = [
    sayCount('{0} reference pending | {0} references pending', pending),
    cacheHits === 0
      ? say('{0} resolved', countText(resolved))
      : say('{0} resolved ({1} without a request)', countText(resolved), countText(cacheHits)),
    say('{0} in vain', countText(errors)),
  ].join(', ');
  return pending === 0 || estimateMs === null
    ? say('Commit references: {0}.', parts)
    : say('Commit references: {0}; about {1} to go.', parts, spanText(estimateMs));
}

/** What a run came to. */
export function resolveText({ resolved, failed, left, stoppedBy, goesOnAtMs }: ResolveOutcome, nowMs: number): string {
  const counts = [
    sayCount('{0} reference resolved | {0} references resolved', resolved),
    ...(failed === 0 ? [] : [say('{0} in vain', countText(failed))]),
    ...(left === 0 ? [] : [say('{0} left', countText(left))]),
  ].join(', ');
  return [
    `${counts}.`,
    ...(stoppedBy === null ? [] : [describeFailure(stoppedBy)]),
    ...(left === 0 || goesOnAtMs === null ? [] : [say('It goes on {0}.', inText(goesOnAtMs - nowMs))]),
  ].join(' ');
}

const spanText = (ms: number): string => formatWait(Math.max(1, ms)) ?? '';

/** How many of the newest to look up, as a person typed it; null: that is no number. */
export function typedLimit(text: string): number | null {
  const limit = Number(text.trim());
  return /^\s*\d{1,6}\s*$/.test(text) && limit > 0 ? limit : null;
}
