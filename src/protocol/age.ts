/** Answers for how a span of time is written where there is little room: the same in status bar and panel. */

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const yearMs = 365.25 * dayMs;

/** Each unit with the span from which the next one takes over. */
const units: readonly (readonly [name: string, lengthMs: number, belowMs: number])[] = [
  ['m', minuteMs, hourMs],
  ['h', hourMs, dayMs],
  ['d', dayMs, yearMs],
  ['y', yearMs, Infinity],
];

/** `now`, `47m`, `3h`, `45d`, `2y`: whole units, rounded down. A negative age (clocks differ) is `now`. */
export function formatAge(ageMs: number): string {
  if (ageMs < minuteMs) return 'now';
  const [name, lengthMs] = units.find(([, , belowMs]) => ageMs < belowMs) ?? ['y', yearMs];
  return `${Math.floor(ageMs / lengthMs)}${name}`;
}

/** `40s`, `12m`, `3h`: how long there is still to wait, rounded up so that nobody comes too early; null when over. */
export function formatWait(waitMs: number): string | null {
  if (waitMs <= 0) return null;
  if (waitMs <= minuteMs) return `${Math.ceil(waitMs / secondMs)}s`;
  return waitMs <= 2 * hourMs ? `${Math.ceil(waitMs / minuteMs)}m` : `${Math.ceil(waitMs / hourMs)}h`;
}
