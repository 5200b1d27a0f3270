/** Answers for how a span of time is written where there is little room. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const weekMs = 7 * dayMs;
/** The mean year of the calendar, and a twelfth of it. */
const yearMs = 365.25 * dayMs;
const monthMs = yearMs / 12;

/** Each unit with the span from which the next one takes over. */
const units: readonly (readonly [name: string, lengthMs: number, belowMs: number])[] = [
  ['m', minuteMs, hourMs],
  ['h', hourMs, dayMs],
  ['d', dayMs, 2 * weekMs],
  ['w', weekMs, 9 * weekMs],
  ['mo', monthMs, 2 * yearMs],
  ['y', yearMs, Infinity],
];

/** `now`, `3m`, `2h`, `9d`, `5w`, `14mo`, `2y`: whole units, rounded down. A negative age (clocks differ) is `now`. */
export function formatAge(ageMs: number): string {
  if (ageMs < minuteMs) return 'now';
  const [name, lengthMs] = units.find(([, , belowMs]) => ageMs < belowMs) ?? ['y', yearMs];
  return `${Math.floor(ageMs / lengthMs)}${name}`;
}
