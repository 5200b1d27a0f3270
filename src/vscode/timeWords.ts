/** Answers for moments before and after now, in the words of status bar, hovers and messages. */
import { formatAge, formatWait } from '../protocol/age';

/** `just now`, `47m ago`. */
export function agoText(ageMs: number): string {
  const age = formatAge(ageMs);
  return age === 'now' ? 'just now' : `${age} ago`;
}

/** `now`, `in 40s`, `in 12m`. */
export function inText(waitMs: number): string {
  const wait = formatWait(waitMs);
  return wait === null ? 'now' : `in ${wait}`;
}

/** `4,812`: the same on every machine. */
export const countText = (count: number): string => count.toLocaleString('en-US');
