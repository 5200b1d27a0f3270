/** Answers for what a process of the GitHub bench is told, and what it answers. */
import type { RequestPriority } from '../../src/ports/httpClient';

/** What such a process works on. */
export interface WindowSetup {
  /** Absolute path of the workspace folder: a repository whose remote is at GitHub. */
  readonly folder: string;
  /** Absolute path of a folder for the cache. */
  readonly cache: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly login: string;
  /** False: requests are sent as fast as the window allows, as no server would stand. */
  readonly isPaced: boolean;
}

export interface PlainRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface PlainBatch {
  readonly requests: readonly PlainRequest[];
  readonly atOnce: number;
}

/** The longest blocks of the thread, in milliseconds. */
export interface WatchedRefresh {
  readonly issues: number;
  /** Before it, with nothing to do. */
  readonly idleMs: number;
  /** Until everything was read. */
  readonly readMs: number;
  /** From then on, until it was on disk. */
  readonly rememberMs: number;
}

/** All times are of this process, in milliseconds. */
export interface WindowDeeds {
  /** Reads everything, as the extension does when it starts (`refresh`) or is told to (`user`). */
  refresh(priority: RequestPriority): Promise<{ readonly tookMs: number; readonly issues: number }>;
  /** The same, and remembers it: what the thread was held up by, at the longest. */
  refreshWatched(): Promise<WatchedRefresh>;
  /** Begins to read everything; until the first snapshot with issues. */
  firstRows(): Promise<number>;
  /** Answers once a snapshot says that a commit fixes this issue, which is open. */
  fixedByCommit(number: number): Promise<void>;
  /** As the last snapshot has it. */
  title(number: number): Promise<string | null>;
  /** After full collections, in bytes. */
  heap(): Promise<number>;
  /** The same requests by nothing but `fetch` and `JSON.parse`, one batch after the other. */
  plain(batches: readonly PlainBatch[]): Promise<number>;
  /** Writes what is waiting, and ends. */
  end(): Promise<void>;
}

export interface Order {
  readonly id: number;
  readonly deed: keyof WindowDeeds;
  readonly args: readonly unknown[];
}

/** Without `failure` it was done. */
export interface Report {
  readonly id: number;
  readonly outcome?: unknown;
  readonly failure?: string;
}
