/** Answers for how far the backlog of references is, in a sentence. */
import type { ResolveOutcome } from '../app/referencePorts';
import type { ReferenceCounts } from '../domain/commitReference';
import { describeFailure } from '../domain/failure';
import { countText, inText } from './timeWords';

const some = (count: number, one: string, many: string): string => `${countText(count)} ${count === 1 ? one : many}`;

/** `12 references pending, 340 resolved (300 without a request), 3 in vain; about 2m to go.` */
export function referenceStatus(counts: ReferenceCounts): string {
  const { pending, resolved, errors, cacheHits, estimateMs } = counts;
  if (pending + resolved + errors === 0) return 'No commit names an issue or a pull request yet.';
  const parts = [
    `${some(pending, 'reference', 'references')} pending`,
    `${countText(resolved)} resolved${cacheHits === 0 ? '' : ` (${countText(cacheHits)} without a request)`}`,
    `${countText(errors)} in vain`,
  ];
  const estimate = pending === 0 || estimateMs === null ? '' : `; about ${spanText(estimateMs)} to go`;
  return `Commit references: ${parts.join(', ')}${estimate}.`;
}

/** What a run came to. */
export function resolveText({ resolved, failed, left, stoppedBy, goesOnAtMs }: ResolveOutcome, nowMs: number): string {
  const done = `${some(resolved, 'reference', 'references')} resolved${failed === 0 ? '' : `, ${countText(failed)} in vain`}`;
  const rest = left === 0 ? '.' : `, ${countText(left)} left.`;
  const stopped = stoppedBy === null ? '' : ` ${describeFailure(stoppedBy)}`;
  const goesOn = left === 0 || goesOnAtMs === null ? '' : ` It goes on ${inText(goesOnAtMs - nowMs)}.`;
  return `${done}${rest}${stopped}${goesOn}`;
}

const spanText = (ms: number): string => inText(Math.max(1, ms)).replace(/^in /, '');

/** How many of the newest to look up, as a person typed it; null: that is no number. */
export function typedLimit(text: string): number | null {
  const limit = Number(text.trim());
  return /^\s*\d{1,6}\s*$/.test(text) && limit > 0 ? limit : null;
}
