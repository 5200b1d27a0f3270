/** Answers for what the loopback GitHub was asked, and how it answered. */
import type { Resource } from './limits';

export interface SeenRequest {
  /** Counts up from 1. */
  readonly sequence: number;
  readonly method: string;
  /** Without the `/api/v3` an Enterprise Server has before it: `/repos/o/r/issues`, `/graphql`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly graphql: { readonly document: string; readonly variables: Readonly<Record<string, unknown>> } | null;
  readonly resource: Resource | null;
  /** Of the server's clock. */
  readonly atMs: number;
  /** Null while it is not answered, or when its connection was cut before. */
  status: number | null;
  /** How much of the budget it cost. */
  points: number;
  /** Whether what was answered is what a fault said. */
  faulty: boolean;
}

/** Remembered at most. Counts go on beyond. */
const most = 10_000;

export class SeenRequests {
  readonly list: SeenRequest[] = [];
  private last = 0;

  add(request: Omit<SeenRequest, 'sequence' | 'status' | 'points' | 'faulty'>): SeenRequest {
    const seen = { ...request, sequence: ++this.last, status: null, points: 0, faulty: false };
    this.list.push(seen);
    if (this.list.length > most) this.list.shift();
    return seen;
  }

  /** Stands for now, to count from. */
  mark(): number {
    return this.last;
  }

  since(mark: number): readonly SeenRequest[] {
    return this.list.filter(({ sequence }) => sequence > mark);
  }

  countSince(mark: number, matches?: (request: SeenRequest) => boolean): number {
    return matches === undefined ? this.last - mark : this.since(mark).filter(matches).length;
  }

  clear(): void {
    this.list.length = 0;
  }
}
