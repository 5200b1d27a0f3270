/** Answers for all that is known of a repository's issues: what readings are made of. */
import type { Edge, Issue } from '../../../domain/issue';
import {
  closedIssue,
  composeIssue,
  edgesByCounts,
  isStandIn,
  keepIdentity,
  nativeEdges,
  nativeEdgesOf,
  outsideIssue,
  type Blocker,
} from './composition';
import type { LabelRules } from './labelRules';
import { PullLinks, type LinkedPull } from './pullLinks';
import type { BlockerCounts, ListedIssue } from './record';
import { outsideId, sameRepository, type NumberedIssue } from './repositoryName';
import { edgeKinds } from './rules';

export interface KnownCounts extends BlockerCounts {
  /** Whether the blockers were read when there were as many. */
  readonly isRead: boolean;
}

export class Ledger {
  /** Of the repository itself, by number. Closed ones are those that open ones name, or a person is at. */
  private readonly own = new Map<number, Issue>();
  private readonly open = new Set<number>();
  /** Of other repositories, by id in lower case. */
  private readonly outside = new Map<string, Issue>();
  /** What the server counted last, of issues that are blocked by any, closed ones included. */
  private readonly counts = new Map<number, KnownCounts>();
  private readonly links = new PullLinks();
  private moved = 0;

  constructor(private readonly rules: LabelRules) {}

  /** Grows with every change of an issue. */
  get revision(): number {
    return this.moved;
  }

  get openNumbers(): ReadonlySet<number> {
    return this.open;
  }

  get(number: number): Issue | undefined {
    return this.own.get(number);
  }

  pull(number: number): LinkedPull | undefined {
    return this.links.get(number);
  }

  /** By number; those of other repositories at the end. */
  issues(): readonly Issue[] {
    const numbers = [...this.own.keys()].sort((a, b) => a - b);
    return [...numbers.flatMap((number) => this.own.get(number) ?? []), ...this.outside.values()];
  }

  /** Takes over what an earlier run knew. @param isClosed tells a status of a closed issue. */
  adopt(issues: readonly Issue[], isClosed: (trackerStatus: string) => boolean): void {
    for (const issue of issues) {
      if (issue.remote?.outside === true) {
        this.outside.set(issue.id.toLowerCase(), issue);
        continue;
      }
      const number = numberOf(issue.id);
      if (number === null) continue;
      this.own.set(number, issue);
      if (isClosed(issue.trackerStatus)) continue;
      this.open.add(number);
      this.links.learnFrom(number, issue);
    }
    // Which labels mean what may have been set anew since.
    for (const number of this.open) this.compose(number);
    this.moved++;
  }

  /** Puts in what a list said. @returns whether the blockers of the issue have to be read. */
  list({ number, facts, blockers, open }: ListedIssue): boolean {
    if (!open) {
      this.close(number, facts);
      return false;
    }
    const before = this.own.get(number);
    const wasOpen = this.open.has(number);
    const isRead = blockers !== null && this.isReadAt(number, blockers);
    this.open.add(number);
    const known = before === undefined ? [] : nativeEdgesOf(before);
    this.put(number, facts, edgesByCounts(known, blockers, isRead));
    if (blockers === null || blockers.total === 0) {
      this.counts.delete(number);
      return false;
    }
    this.counts.set(number, { ...blockers, isRead });
    return !isRead || !wasOpen || before?.updatedAtMs !== facts.updatedAtMs;
  }

  /** What GitHub shows of the blockers of an issue, and counts. */
  setBlockers(number: number, blockers: readonly Blocker[], counts: BlockerCounts, repository: string): void {
    const issue = this.own.get(number);
    if (issue === undefined || !this.open.has(number)) return;
    for (const blocker of blockers) this.learn(blocker, repository);
    this.counts.set(number, { ...counts, isRead: true });
    this.put(number, issue, nativeEdges(blockers, counts, repository));
  }

  get blockerCounts(): ReadonlyMap<number, KnownCounts> {
    return this.counts;
  }

  restoreCounts(number: number, counts: KnownCounts): void {
    if (this.open.has(number)) this.counts.set(number, counts);
  }

  /** They are to be read again, whatever the counts are. */
  forgetBlockers(number: number): void {
    const known = this.counts.get(number);
    if (known !== undefined) this.counts.set(number, { ...known, isRead: false });
  }

  /** Another account may see what this one did not. */
  forgetHidden(): void {
    for (const number of this.counts.keys()) {
      const issue = this.own.get(number);
      if (issue !== undefined && nativeEdgesOf(issue).some(isStandIn)) this.forgetBlockers(number);
    }
  }

  /** An issue of another repository: shown only while one of this repository names it. */
  learn(blocker: Blocker, repository: string): void {
    if (!sameRepository(blocker.repository, repository)) {
      const key = outsideId(blocker).toLowerCase();
      const before = this.outside.get(key);
      const now = keepIdentity(before, outsideIssue(blocker));
      if (now !== before) this.moved++;
      this.outside.set(key, now);
    } else if (!blocker.open && !this.own.has(blocker.number)) {
      // An open one comes with the list.
      this.own.set(blocker.number, closedIssue(blocker, this.rules));
      this.moved++;
    }
  }

  setPull(number: number, linked: LinkedPull | null): void {
    for (const issue of this.links.set(number, linked)) this.compose(issue);
  }

  /** Open pull requests that are not among these are open no longer. */
  keepOpenPulls(isOpen: (number: number) => boolean): void {
    for (const number of this.links.openNumbers()) if (!isOpen(number)) this.setPull(number, null);
  }

  /** The issue is gone: closed, deleted, transferred. */
  remove(number: number): void {
    this.open.delete(number);
    this.counts.delete(number);
    if (this.own.delete(number)) this.moved++;
  }

  /**
   * Closed issues and those of other repositories stay only as long as an open one names them.
   * @param kept numbers of closed ones that stay anyway
   */
  prune(kept: ReadonlySet<number> = new Set()): void {
    const named = new Set<string>();
    for (const number of this.open) {
      for (const edge of this.own.get(number)?.edges ?? []) named.add(targetOf(edge));
    }
    for (const number of this.own.keys()) {
      if (!this.open.has(number) && !kept.has(number) && !named.has(String(number))) this.remove(number);
    }
    for (const id of this.outside.keys()) {
      if (!named.has(id) && this.outside.delete(id)) this.moved++;
    }
    this.links.prune((issue) => this.open.has(issue));
  }

  /** Issues of other repositories that only texts name: nobody says when they change. */
  outsideTexts(): readonly NumberedIssue[] {
    const found = new Map<string, NumberedIssue>();
    const native = new Set<string>();
    for (const number of this.open) {
      for (const edge of this.own.get(number)?.edges ?? []) {
        const target = targetOf(edge);
        if (edge.kind === edgeKinds.native) native.add(target);
        else if (edge.kind === edgeKinds.text && edge.scope !== null) {
          found.set(target, { repository: edge.scope, number: Number(edge.id) });
        }
      }
    }
    for (const target of native) found.delete(target);
    return [...found.values()];
  }

  private close(number: number, facts: Issue): void {
    this.open.delete(number);
    this.counts.delete(number);
    const before = this.own.get(number);
    // Whether an open issue names it is seen when all is read.
    const now = keepIdentity(before, { ...facts, edges: [] });
    if (now !== before) this.moved++;
    this.own.set(number, now);
  }

  private isReadAt(number: number, { open, total }: BlockerCounts): boolean {
    const known = this.counts.get(number);
    return known?.isRead === true && known.open === open && known.total === total;
  }

  private compose(number: number): void {
    const issue = this.own.get(number);
    if (issue !== undefined && this.open.has(number)) this.put(number, issue, nativeEdgesOf(issue));
  }

  private put(number: number, facts: Issue, native: readonly Edge[]): void {
    const before = this.own.get(number);
    const now = keepIdentity(before, composeIssue(facts, native, this.links.of(number), this.rules, true));
    if (now !== before) this.moved++;
    this.own.set(number, now);
  }
}

const targetOf = ({ scope, id }: Edge): string => (scope === null ? id : `${scope}#${id}`.toLowerCase());

/** Null where it is no number. */
function numberOf(id: string): number | null {
  return /^[1-9]\d{0,8}$/.test(id) ? Number(id) : null;
}
