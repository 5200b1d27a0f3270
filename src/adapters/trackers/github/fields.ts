/** Answers for single fields of what a server answered, trusting none of them. */
import { isRecord } from './json';

type Fields = Readonly<Record<string, unknown>>;

/** Null where it is no text, or an empty one. */
export function textOf(from: Fields, name: string, longest = 300): string | null {
  const value = from[name];
  if (typeof value !== 'string' || value === '') return null;
  return value.length > longest ? `${value.slice(0, longest - 1)}…` : value;
}

/** Of a whole number that is not negative; null otherwise. */
export function countOf(from: Fields, name: string): number | null {
  const value = from[name];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** Epoch milliseconds. */
export function momentOf(from: Fields, name: string): number | null {
  const value = from[name];
  const atMs = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(atMs) ? null : atMs;
}

export function recordOf(from: Fields, name: string): Fields | null {
  const value = from[name];
  return isRecord(value) ? value : null;
}

export function listOf(from: Fields, name: string): readonly unknown[] {
  const value = from[name];
  return Array.isArray(value) ? value : [];
}

/** An address people can be sent to. */
export function pageOf(from: Fields, name: string): string | null {
  const value = textOf(from, name, 2000);
  return value !== null && /^https?:\/\/\S+$/i.test(value) ? value : null;
}
