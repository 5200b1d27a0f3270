/** Answers for moments before and after now, in the words of status bar, hovers and messages. */
import type { Freshness } from '../domain/freshness';
import { formatAge, formatWait } from '../protocol/age';

/** `just now`, `47m ago`. */
export function agoText(ageMs: number): string {
  const age = formatAge(ageMs);
  return age === 'now' ? 'just now' : `${age} ago`;
}

/** Of data that is older than it should be: `less than 1m ago`, `47m ago`. */
export function oldText(ageMs: number): string {
  const age = formatAge(ageMs);
  return age === 'now' ? 'less than 1m ago' : `${age} ago`;
}

/** `live`, `never read`, `2m ago`, `47m ago (stale)`. */
export function freshnessText(
  { freshness, confirmedAtMs }: { readonly freshness: Freshness; readonly confirmedAtMs: number | null },
  nowMs: number,
): string {
  if (freshness === 'live') return 'live';
  if (confirmedAtMs === null) return 'never read';
  const ageMs = nowMs - confirmedAtMs;
  return freshness === 'fresh' ? agoText(ageMs) : `${oldText(ageMs)} (${freshness})`;
}

/** `now`, `in 40s`, `in 12m`. */
export function inText(waitMs: number): string {
  const wait = formatWait(waitMs);
  return wait === null ? 'now' : `in ${wait}`;
}

/** `4,812`: the same on every machine. */
export const countText = (count: number): string => count.toLocaleString('en-US');
