/** Answers for reading again what is due, and for a new snapshot when what is shown turns old. */
import type { ProjectContext } from '../domain/context';
import {
  freshnessOf,
  nextFreshnessChangeAtMs,
  worstFreshness,
  type Fact,
  type Freshness,
  type FreshnessPolicy,
} from '../domain/freshness';
import type { Attention } from '../ports/attention';
import type { Clock } from '../ports/clock';
import type { Disposable } from '../ports/disposable';
import { repositoryOf } from '../ports/workspace';
import { Alarm } from './alarm';
import type { AnyLane, Lanes } from './lanes';
import type { RepositoryLane } from './repositoryLane';
import { planRepository, type RepositoryPlan } from './repositoryPlan';
import { afterStillness, repositoryFacts } from './repositoryState';
import type { SourceLane } from './sourceLane';
import { sourceFact, type SourceState } from './sourceState';

export interface DueReadingsPorts {
  readonly clock: Clock;
  /** How often what no watcher vouches for is polled; null: not at all. */
  readonly pollMs: () => number | null;
  /** Null: nobody is there. */
  readonly attention: Attention | null;
  /** How old facts may be, as it is set by now. */
  readonly freshnessPolicy: () => FreshnessPolicy;
}

export interface DueReadingsEvents {
  /** The snapshot that readers have. */
  latest(): ProjectContext | null;
  /** First moment at which it changes though nothing is read and nothing ages; null when none. */
  nextChangeAtMs(): number | null;
  /** Whether what belongs to the repository at `root` is read without being asked for. */
  readsByItself(root: string): boolean;
  /** Work that nobody waits for. */
  inBackground(work: Promise<unknown>): void;
  /** A new snapshot is due. */
  onChange(): void;
}

/** What is being read is not called old for so long: in a moment it is not. */
const patienceMs = 2_000;

/** One lane, with what readers were told of it last. */
interface Told {
  readonly lane: AnyLane;
  readonly facts: readonly Fact[];
  readonly shown: Freshness | null;
}

export class DueReadings implements Disposable {
  private readonly wakeUp: Alarm;
  /** What was asked for from here and has not ended, and since when. */
  private readonly asked = new Map<AnyLane, number>();
  private changeAtMs: number | null = null;
  private isOver = false;

  constructor(
    private readonly ports: DueReadingsPorts,
    private readonly lanes: () => Lanes,
    private readonly events: DueReadingsEvents,
  ) {
    this.wakeUp = new Alarm(ports.clock, () => {
      this.onWakeUp();
    });
  }

  /** Waits for the next moment at which the snapshot changes by itself or something is due. */
  wait(): void {
    if (this.isOver) return;
    const nowMs = this.ports.clock.nowMs();
    const staleAfterMs = this.events.latest()?.staleAfterMs ?? null;
    // What was confirmed since then is told by then: no snapshot is called stale that is not.
    this.changeAtMs = earliest([this.events.nextChangeAtMs(), ...later(staleAfterMs, nowMs)]);
    const { sources, repositories } = this.lanes();
    this.wakeUp.set([
      this.changeAtMs,
      ...this.told().map((told) => this.turnsAtMs(told, nowMs)),
      ...[...sources.values()].map((lane) => this.sourceDueAtMs(lane)),
      ...[...repositories.values()].flatMap((lane) => {
        const { lookAtMs, readAtMs } = this.plan(lane, nowMs);
        return [lookAtMs, readAtMs];
      }),
    ]);
  }

  dispose(): void {
    this.isOver = true;
    this.wakeUp.dispose();
  }

  private onWakeUp(): void {
    const nowMs = this.ports.clock.nowMs();
    const isDue = (atMs: number | null): boolean => atMs !== null && atMs <= nowMs;
    const { sources, repositories } = this.lanes();
    for (const lane of sources.values()) if (isDue(this.sourceDueAtMs(lane))) this.begin(lane, lane.ask());
    for (const lane of repositories.values()) {
      const { lookAtMs, readAtMs } = this.plan(lane, nowMs);
      if (isDue(readAtMs)) this.begin(lane, lane.ask());
      else if (isDue(lookAtMs)) this.begin(lane, look(lane, nowMs));
    }
    if (isDue(this.changeAtMs) || this.told().some((told) => isDue(this.turnsAtMs(told, nowMs)))) {
      this.events.onChange();
    } else this.wait();
  }

  private begin(lane: AnyLane, work: Promise<unknown>): void {
    this.asked.set(lane, this.ports.clock.nowMs());
    const ended = work.finally(() => {
      this.asked.delete(lane);
      this.wait();
    });
    this.events.inBackground(ended);
  }

  /** What is being read is due again when that is over. */
  private isBusy(lane: AnyLane): boolean {
    return lane.isReading || this.asked.has(lane);
  }

  private sourceDueAtMs(lane: SourceLane): number | null {
    const { nextAttemptAtMs, home } = lane.state;
    if (this.isBusy(lane)) return null;
    return isBehind(lane.state) || this.events.readsByItself(repositoryOf(home)) ? nextAttemptAtMs : null;
  }

  private plan(lane: RepositoryLane, nowMs: number): RepositoryPlan {
    const { pollMs, attention, freshnessPolicy } = this.ports;
    if (pollMs() === null || this.isBusy(lane) || !this.events.readsByItself(lane.state.home.root)) {
      return { lookAtMs: null, readAtMs: null };
    }
    return planRepository(lane.state, freshnessPolicy(), attention?.level ?? null, nowMs);
  }

  private told(): readonly Told[] {
    const latest = this.events.latest();
    if (latest === null) return [];
    const { sources, repositories } = this.lanes();
    const ofSources = new Map(latest.sources.map(({ id, freshness }) => [id, freshness]));
    const ofRepositories = new Map(latest.repositories.map(({ root, freshness }) => [root, freshness]));
    return [
      ...[...sources].map(([id, lane]) => told(lane, [sourceFact(lane.state)], ofSources.get(id))),
      ...[...repositories].map(([root, lane]) => told(lane, repositoryFacts(lane.state), ofRepositories.get(root))),
    ];
  }

  /** When something else is to be said of it than what was said last; null: not by itself. */
  private turnsAtMs({ lane, facts, shown }: Told, nowMs: number): number | null {
    if (shown === null) return null;
    const policy = this.ports.freshnessPolicy();
    if (worstFreshness(facts.map((fact) => freshnessOf(fact, policy, nowMs))) !== shown) {
      const askedAtMs = this.asked.get(lane);
      return askedAtMs === undefined ? nowMs : Math.max(nowMs, askedAtMs + patienceMs);
    }
    return earliest(facts.map((fact) => nextFreshnessChangeAtMs(fact, policy, nowMs)));
  }
}

const told = (lane: AnyLane, facts: readonly Fact[], shown: Freshness | undefined): Told => ({
  lane,
  facts,
  shown: shown ?? null,
});

/** What was asked for is not all there yet: the rest is no poll. A server is asked for it in its time. */
const isBehind = ({ source, reading, error }: SourceState): boolean =>
  source.remote === undefined && error === null && reading?.readAgainInMs !== undefined;

/** Compares the fingerprint, and reads the repository where that moved. */
async function look(lane: RepositoryLane, nowMs: number): Promise<void> {
  if (await lane.hasMoved()) await lane.ask();
  else lane.amend((state) => afterStillness(state, nowMs));
}

const later = (atMs: number | null, nowMs: number): readonly number[] => (atMs !== null && atMs > nowMs ? [atMs] : []);

function earliest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}
