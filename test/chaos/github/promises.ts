/** Answers for what may never be seen of a window on a server: an empty list, or a request that was not allowed. */
import type { SeenRequest } from '../../fakes/github/seenRequests';
import type { Simulation } from './simulation';

/** Asked for by the server. */
interface Pause {
  readonly account: string;
  readonly fromMs: number;
  readonly untilMs: number;
}

const nobody = 'nobody';
/** A budget is for so long. */
const budgetMs = 3_600_000;

export class Promises {
  readonly broken: string[] = [];
  requests = 0;
  private wasFilled = false;
  private passed = 0;
  private readonly pauses: Pause[] = [];
  /** By account: when the last answer was lost. */
  private readonly lost = new Map<string, number>();
  /** By account: when it was found out what was counted of those. */
  private readonly foundOut = new Map<string, number>();

  constructor(private readonly at: Simulation) {
    at.scout.onDidChange(({ context }) => {
      const count = context.issues.length;
      if (count > 0) this.wasFilled = true;
      else if (this.wasFilled) this.breaks('the list was empty');
    });
  }

  /** Looks at what was asked since the last look. */
  look(): void {
    const { server } = this.at;
    for (const request of server.requestsSince(this.passed)) {
      // Of what is not answered yet, nothing can be said.
      this.judge(request);
      this.passed = request.sequence;
      this.requests++;
    }
  }

  /** The answer to this request asks for a pause. */
  pausedBy({ headers, atMs }: SeenRequest, seconds: number): void {
    const account = headers.authorization ?? nobody;
    this.pauses.push({ account, fromMs: atMs, untilMs: atMs + seconds * 1000 });
  }

  private judge({ atMs, status, faulty, headers, resource, method, path }: SeenRequest): void {
    const account = headers.authorization ?? nobody;
    for (const pause of this.pauses) {
      // What was sent in the same moment was under way already.
      if (pause.account !== account || atMs <= pause.fromMs || atMs >= pause.untilMs) continue;
      this.breaks(`${method} ${path} was sent ${Math.ceil((pause.untilMs - atMs) / 1000)} s before the pause was over`);
    }
    if (!faulty && (status === 403 || status === 429) && !this.isExcused(account, atMs)) {
      this.breaks(`${method} ${path} was sent beyond the budget (${resource ?? 'none'})`);
    }
    if (status === null) this.lost.set(account, atMs);
  }

  /** Nobody can know whether the server counted what it never answered; that is found out once. */
  private isExcused(account: string, atMs: number): boolean {
    const lostMs = this.lost.get(account) ?? -Infinity;
    const foundOutMs = this.foundOut.get(account) ?? -Infinity;
    if (atMs - lostMs > budgetMs || (foundOutMs > lostMs && foundOutMs !== atMs)) return false;
    this.foundOut.set(account, atMs);
    return true;
  }

  private breaks(what: string): void {
    this.broken.push(`${new Date(this.at.clock.nowMs()).toISOString().slice(11, 19)} ${what}`);
  }
}
