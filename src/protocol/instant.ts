/** Answers for how a moment is written in the public JSON: ISO 8601, UTC, with milliseconds. */

export const instant = (atMs: number): string => new Date(atMs).toISOString();

export const instantOrNull = (atMs: number | null): string | null => (atMs === null ? null : instant(atMs));
