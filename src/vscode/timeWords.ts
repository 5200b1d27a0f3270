/** Answers for moments before and after now, in the words of status bar, hovers and messages. */
import type { Freshness } from '../domain/freshness';
import { say, sayNumber } from '../domain/words';
import { formatAge, formatWait, nowAge } from '../protocol/age';

/** `just now`, `47m ago`. */
export function agoText(ageMs: number): string {
  const age = formatAge(ageMs);
  return age === nowAge() ? say('just now') : say('{0} ago', age);
}

/** Of data that is older than it should be: `less than 1m ago`, `47m ago`. */
export function oldText(ageMs: number): string {
  const age = formatAge(ageMs);
  return age === nowAge() ? say('less than 1m ago') : say('{0} ago', age);
}

/** `live`, `never read`, `2m ago`, `47m ago (stale)`. */
export function freshnessText(
  { freshness, confirmedAtMs }: { readonly freshness: Freshness; readonly confirmedAtMs: number | null },
  nowMs: number,
): string {
  if (freshness === 'live') return say('live');
  if (confirmedAtMs === null) return say('never read');
  const ageMs = nowMs - confirmedAtMs;
  return freshness === 'fresh' ? agoText(ageMs) : `${oldText(ageMs)} (${freshnessWord(freshness)})`;
}

/** `now`, `in 40s`, `in 12m`. */
export function inText(waitMs: number): string {
  const wait = formatWait(waitMs);
  return wait === null ? say('now') : say('in {0}', wait);
}

export function freshnessWord(freshness: Freshness): string {
  switch (freshness) {
    case 'live':
      return say('live');
    case 'fresh':
      return say('fresh');
    case 'ageing':
      return say('ageing');
    case 'stale':
      return say('stale');
    case 'never':
      return say('never read');
  }
}

/** `4,812` in English, whatever the machine. */
export const countText = (count: number): string => sayNumber(count);
