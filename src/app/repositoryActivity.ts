/** Answers for which repositories are used, and how much. */
import {
  keptUntilMs,
  ranksOf,
  scoreAt,
  tierOf,
  withUse,
  type ActivityPolicy,
  type ActivityTier,
  type RepositoryUse,
  type UseCount,
} from '../domain/repositoryActivity';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import type { UseStore } from '../ports/useStore';
import { Alarm } from './alarm';

export interface RepositoryActivityPorts {
  readonly clock: Clock;
  /** As it is set by now. */
  readonly activityPolicy: () => ActivityPolicy;
  /** Null: uses are forgotten with the window. */
  readonly useStore: UseStore | null;
}

/** What follows each other this closely (cursor moves) is looked at once. */
const burstMs = 1_000;
/** Uses of one burst of work are remembered together. */
const saveAfterMs = 10_000;
/** What was used so little is not worth a line; nor are more repositories than this. */
const leastScore = 0.01;
const mostRemembered = 500;

export class RepositoryActivity implements Disposable {
  private readonly counts: Map<string, UseCount>;
  private readonly saving: Alarm;
  /** The order of the repositories; null: something was used since. */
  private ranks: { readonly of: ReadonlyMap<string, unknown>; readonly byRoot: ReadonlyMap<string, number> } | null =
    null;

  /**
   * @param repositories those there are now, by root; the same map for as long as they are the same
   * @param onWarm called after one that timers left alone is read by them again
   */
  constructor(
    private readonly ports: RepositoryActivityPorts,
    private readonly repositories: () => ReadonlyMap<string, unknown>,
    private readonly onWarm: () => void,
  ) {
    const nowMs = ports.clock.nowMs();
    const stored = [...(ports.useStore?.load() ?? [])];
    // A moment still to come (the clock was set back since) would count as a use until then.
    this.counts = new Map(
      stored.map(([root, { score, lastUsedAtMs }]) => [root, { score, lastUsedAtMs: Math.min(lastUsedAtMs, nowMs) }]),
    );
    this.saving = new Alarm(ports.clock, () => {
      this.save();
    });
  }

  /** Somebody does something in the repository at `root`; null: in all there are. */
  used(root: string | null): void {
    const known = this.repositories();
    const nowMs = this.ports.clock.nowMs();
    const roots = (root === null ? [...known.keys()] : known.has(root) ? [root] : []).filter((each) => {
      const sinceMs = nowMs - (this.counts.get(each)?.lastUsedAtMs ?? -Infinity);
      return sinceMs < 0 || sinceMs >= burstMs;
    });
    if (roots.length === 0) return;
    const wakes = roots.some((each) => this.tierOf(each) === 'cold');
    for (const each of roots) this.counts.set(each, withUse(this.counts.get(each) ?? null, nowMs));
    this.ranks = null;
    if (this.ports.useStore !== null) this.saving.setSooner(nowMs + saveAfterMs);
    if (wakes) this.onWarm();
  }

  /** As {@link used}, where a person is in a file: of the innermost repository it lies in, if any. */
  usedFile(path: string): void {
    let innermost: string | null = null;
    for (const root of this.repositories().keys()) {
      if (liesIn(path, root) && root.length > (innermost?.length ?? -1)) innermost = root;
    }
    if (innermost !== null) this.used(innermost);
  }

  tierOf(root: string): ActivityTier {
    return tierOf(this.useOf(root), this.ports.activityPolicy(), this.ports.clock.nowMs());
  }

  /** Until when what no watch confirms of the repository is kept; null: for good. */
  keptUntilMs(root: string, confirmedAtMs: number | null): number | null {
    return keptUntilMs(this.useOf(root), confirmedAtMs, this.ports.activityPolicy());
  }

  dispose(): void {
    if (this.saving.atMs !== null) this.save();
    this.saving.dispose();
  }

  private useOf(root: string): RepositoryUse {
    const of = this.repositories();
    if (this.ranks?.of !== of) {
      const countOf = (name: string): UseCount | null => this.counts.get(name) ?? null;
      this.ranks = { of, byRoot: ranksOf([...of.keys()], countOf, this.ports.clock.nowMs()) };
    }
    return {
      lastUsedAtMs: this.counts.get(root)?.lastUsedAtMs ?? null,
      // What belongs to no repository of the workspace is not left alone for that.
      rank: this.ranks.byRoot.get(root) ?? 0,
    };
  }

  private save(): void {
    this.saving.dispose();
    const nowMs = this.ports.clock.nowMs();
    const worth = [...this.counts].filter(([, count]) => scoreAt(count, nowMs) >= leastScore);
    worth.sort(([, one], [, other]) => scoreAt(other, nowMs) - scoreAt(one, nowMs));
    this.ports.useStore?.save(new Map(worth.slice(0, mostRemembered)));
  }
}

const liesIn = (path: string, root: string): boolean =>
  path.startsWith(root) &&
  (path.length === root.length || /[/\\]$/.test(root) || /[/\\]/.test(path.charAt(root.length)));
