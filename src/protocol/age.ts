/** Answers for how a span of time is written where there is little room: the same in status bar and panel. */
import { say } from '../domain/words';

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const yearMs = 365.25 * dayMs;

/** What {@link formatAge} says of less than a minute. */
export const nowAge = (): string => say('now');

/** `now`, `47m`, `3h`, `45d`, `2y`: whole units, rounded down. A negative age (clocks differ) is `now`. */
export function formatAge(ageMs: number): string {
  if (ageMs < minuteMs) return nowAge();
  if (ageMs < hourMs) return say('{0}m', Math.floor(ageMs / minuteMs));
  if (ageMs < dayMs) return say('{0}h', Math.floor(ageMs / hourMs));
  if (ageMs < yearMs) return say('{0}d', Math.floor(ageMs / dayMs));
  return say('{0}y', Math.floor(ageMs / yearMs));
}

/** `40s`, `12m`, `3h`: how long there is still to wait, rounded up so that nobody comes too early; null when over. */
export function formatWait(waitMs: number): string | null {
  if (waitMs <= 0) return null;
  if (waitMs <= minuteMs) return say('{0}s', Math.ceil(waitMs / secondMs));
  return waitMs <= 2 * hourMs ? say('{0}m', Math.ceil(waitMs / minuteMs)) : say('{0}h', Math.ceil(waitMs / hourMs));
}
