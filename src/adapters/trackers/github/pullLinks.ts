/** Answers for which pull requests are to close, or closed, which issues. */
import type { Issue, PullRequest } from '../../../domain/issue';

export interface LinkedPull {
  readonly pull: PullRequest;
  /** Numbers of the repository's own issues. */
  readonly closes: readonly number[];
}

const none: readonly never[] = [];

export class PullLinks {
  private readonly pulls = new Map<number, LinkedPull>();
  private readonly byIssue = new Map<number, Set<number>>();

  get(number: number): LinkedPull | undefined {
    return this.pulls.get(number);
  }

  /** Those of an issue, by number. */
  of(issue: number): readonly PullRequest[] {
    const numbers = this.byIssue.get(issue);
    if (numbers === undefined) return none;
    return [...numbers].sort((a, b) => a - b).flatMap((number) => this.pulls.get(number)?.pull ?? []);
  }

  /** Null, or one that closes nothing, is forgotten. @returns the issues whose pull requests may say something else now. */
  set(number: number, linked: LinkedPull | null): ReadonlySet<number> {
    const concerned = new Set(this.pulls.get(number)?.closes);
    for (const issue of concerned) this.untie(issue, number);
    this.pulls.delete(number);
    if (linked === null || linked.closes.length === 0) return concerned;
    this.pulls.set(number, linked);
    for (const issue of linked.closes) {
      concerned.add(issue);
      const numbers = this.byIssue.get(issue);
      if (numbers === undefined) this.byIssue.set(issue, new Set([number]));
      else numbers.add(number);
    }
    return concerned;
  }

  /** What an earlier run knew: the issues say it. */
  learnFrom(number: number, issue: Issue): void {
    for (const pull of issue.remote?.pullRequests ?? none) {
      const own = /^#([1-9]\d{0,8})$/.exec(pull.id)?.[1];
      if (own === undefined) continue;
      const before = this.pulls.get(Number(own));
      this.set(Number(own), { pull, closes: [...(before?.closes ?? none), number] });
    }
  }

  openNumbers(): readonly number[] {
    return [...this.pulls].flatMap(([number, { pull }]) => (pull.state === 'merged' ? [] : [number]));
  }

  /** Forgets the merged ones that closed nothing that is still there. */
  prune(isKnown: (issue: number) => boolean): void {
    for (const [number, { pull, closes }] of this.pulls) {
      if (pull.state === 'merged' && !closes.some(isKnown)) this.set(number, null);
    }
  }

  private untie(issue: number, number: number): void {
    const numbers = this.byIssue.get(issue);
    if (numbers?.delete(number) === true && numbers.size === 0) this.byIssue.delete(issue);
  }
}
