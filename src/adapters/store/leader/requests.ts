/** Answers for wishes to the leader: one small file each, which the leader deletes when it heard it. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import type { RequestPriority } from '../../../ports/httpClient';
import { errorCode, writeFailure } from '../fileFailure';
import { makeFolder } from '../persistence';
import { requestsFolder } from '../sourceFolder';
import { readSmallFile, replaceSmallFile } from './smallFile';

/** Nobody waits for an answer any more. */
const longestWaitMs = 60_000;

/** How many are read at once. */
const mostAtOnce = 50;

/** What is wished for, the most pressing first. */
const priorities: readonly RequestPriority[] = ['user', 'refresh', 'backlog'];

export interface Heard {
  /** Each once, the most pressing first. */
  readonly wishes: readonly RequestPriority[];
  /** Files that nobody of us wrote; they were deleted. */
  readonly garbage: number;
  /** There are more than are read at once. */
  readonly isMore: boolean;
}

/** Where the wishes about a source are. @param folder the source's */
export const requestsOf = (folder: string): string => join(folder, requestsFolder);

/** Makes the folder for wishes, so that it can be watched. Where it cannot be made nothing is heard. */
export function prepareRequests(folder: string): void {
  try {
    makeFolder(requestsOf(folder));
  } catch {
    // Who wants to wish something tries as well, and is told.
  }
}

/** @param name no other wish has it: letters, digits and dashes */
export function writeRequest(
  folder: string,
  name: string,
  priority: RequestPriority,
  nowMs: number,
): Result<void, Failure> {
  const file = join(requestsOf(folder), `${name}.json`);
  try {
    makeFolder(requestsOf(folder));
    replaceSmallFile(file, JSON.stringify({ priority, atMs: nowMs }));
    return ok(undefined);
  } catch (error) {
    return err(writeFailure(error, file));
  }
}

/** Takes what is wished for, and deletes it. Where it cannot be read nothing is wished for. */
export function takeRequests(folder: string, nowMs: number): Heard {
  const names = requestNames(requestsOf(folder));
  const wishes = new Set<RequestPriority>();
  let [taken, garbage] = [0, 0];
  for (const name of names.slice(0, mostAtOnce)) {
    const file = join(requestsOf(folder), name);
    const text = readSmallFile(file)?.text;
    // Somebody else took it, say a leader that does not know yet that it leads no longer.
    if (text === undefined || !isTaken(file)) continue;
    taken += 1;
    const wish = wishOf(text);
    if (wish === null) garbage += 1;
    else if (nowMs - wish.atMs <= longestWaitMs) wishes.add(wish.priority);
  }
  return {
    wishes: priorities.filter((priority) => wishes.has(priority)),
    garbage,
    isMore: taken > 0 && names.length > mostAtOnce,
  };
}

/** Where folders cannot be read or are none, there are no wishes. */
function requestNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.name.endsWith('.json') && !entry.isDirectory())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

/** False: it stays, and would be heard again and again. */
function isTaken(file: string): boolean {
  try {
    rmSync(file);
    return true;
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return false;
  }
}

function wishOf(text: string): { readonly priority: RequestPriority; readonly atMs: number } | null {
  let wish: unknown;
  try {
    wish = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof wish !== 'object' || wish === null) return null;
  const { priority, atMs } = wish as Partial<Record<string, unknown>>;
  const known = priorities.find((one) => one === priority);
  return known === undefined || typeof atMs !== 'number' ? null : { priority: known, atMs };
}
