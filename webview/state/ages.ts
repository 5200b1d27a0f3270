/** Answers for how spans of time and dates are written in the panel. */
import { formatAge } from '../../src/protocol/age';

const dayMs = 24 * 60 * 60_000;

/** An issue nobody touched for longer than this is called quiet. */
const quietAfterMs = 14 * dayMs;

/** The age of an issue's last change when it is worth a word, else null. */
export function quietAge(updatedAtMs: number | null, nowMs: number): string | null {
  if (updatedAtMs === null || nowMs - updatedAtMs < quietAfterMs) return null;
  return formatAge(nowMs - updatedAtMs);
}

/** Made on first use: the first one costs a page 50 ms, which is half of its start. */
let dayFormats: { readonly ofThisYear: Intl.DateTimeFormat; readonly ofOtherYear: Intl.DateTimeFormat } | null = null;

/** A day in the reader's own words, with the year only when it is another one. */
export function formatDay(atMs: number, nowMs: number): string {
  dayFormats ??= {
    ofThisYear: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }),
    ofOtherYear: new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' }),
  };
  const sameYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
  return (sameYear ? dayFormats.ofThisYear : dayFormats.ofOtherYear).format(atMs);
}

/** `2026-03-12 09:30` in the reader's time zone, for tooltips. */
export function formatMoment(atMs: number): string {
  const at = new Date(atMs);
  const day = [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-');
  return `${day} ${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

function twoDigits(part: number): string {
  return part.toString().padStart(2, '0');
}
