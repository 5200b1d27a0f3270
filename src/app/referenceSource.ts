/** Answers for the references of one source: looking at its commits, and looking numbers up. */
import type { CommitReference, ReferenceCounts, ReferenceState } from '../domain/commitReference';
import { describeFailure, type Failure } from '../domain/failure';
import type { Issue } from '../domain/issue';
import type { RemoteSource, TrackerSource } from '../ports/tracker';
import { Alarm } from './alarm';
import type { Emitter } from './emitter';
import { ReferenceKnowledge } from './referenceKnowledge';
import { ReferenceLedger } from './referenceLedger';
import { ReferenceMemory } from './referenceMemory';
import { Pace } from './referencePace';
import type { ReferencePorts, ResolveOutcome } from './referencePorts';
import { afterFailedAttempt, concern } from './referenceRetry';
import { settledOrAborted } from './settledOrAborted';
import { SingleFlight } from './singleFlight';

/** What a first look takes in: what is older is hardly what somebody works on, and each number may cost a request. */
const firstLook = { commits: 500, ageMs: 90 * 24 * 3_600_000 };
/** What a later look takes in at most: a fetch after a long absence. */
const laterCommits = 5_000;
const largestBatch = 50;
/** While the server is not well, or another window asks it. */
const lookAgainMs = 5 * 60_000;

export class SourceBacklog {
  private readonly ledger: ReferenceLedger;
  private readonly memory: ReferenceMemory;
  private readonly pace: Pace;
  private readonly abort = new AbortController();
  private readonly signal: AbortSignal;
  private readonly looking = new SingleFlight(() => this.lookNow());
  private readonly reloading = new SingleFlight(() => this.reloadNow());
  private readonly retrying: Alarm;
  private knowledge: ReferenceKnowledge | null = null;
  private issues: readonly Issue[] = [];
  private isLoaded = false;
  private loading: Promise<void> | null = null;
  private resolving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly ports: ReferencePorts,
    private source: TrackerSource,
    private remote: RemoteSource,
    private readonly changes: Emitter<string>,
    signal: AbortSignal,
  ) {
    this.ledger = new ReferenceLedger(remote);
    this.memory = new ReferenceMemory(ports, { id: source.id, root: source.root });
    this.pace = new Pace(ports.clock);
    this.signal = AbortSignal.any([signal, this.abort.signal]);
    this.retrying = new Alarm(ports.clock, () => {
      this.resolveUnbidden();
    });
  }

  get root(): string {
    return this.source.root;
  }

  get references(): readonly CommitReference[] {
    return this.ledger.references;
  }

  know(source: TrackerSource, remote: RemoteSource, issues: readonly Issue[]): void {
    const same = this.issues === issues && this.ledger.repository === remote.repository;
    [this.source, this.remote, this.issues] = [source, remote, issues];
    if (same) return;
    const before = this.ledger.references;
    this.ledger.rename(remote.repository);
    this.knowledge = null;
    if (!this.isLoaded) return;
    this.answerFromKnowledge();
    if (this.ledger.references === before) return;
    this.changes.fire(this.source.id);
    this.inBackground(this.save());
  }

  /** Takes in what an earlier run remembered; once. */
  load(): Promise<void> {
    return (this.loading ??= this.loadNow());
  }

  /** Takes in what other processes found meanwhile. */
  async reload(): Promise<void> {
    if (this.isLoaded) await this.reloading.ask();
  }

  look(): Promise<void> {
    this.signal.throwIfAborted();
    return this.looking.ask();
  }

  dueCount(limit: number | null): number {
    return Math.min(limit ?? Infinity, this.ledger.due(this.ports.clock.nowMs()).length);
  }

  /** Waits for its turn behind a run that is under way, which may take hours where the server has a limit. */
  resolve(limit: number | null, signal: AbortSignal, onBatch: (done: number) => void): Promise<ResolveOutcome> {
    const before = this.resolving;
    const either = AbortSignal.any([signal, this.signal]);
    const run = settledOrAborted(before, either).then(() => this.resolveNow(limit, either, onBatch));
    this.resolving = Promise.allSettled([before, run]);
    return run;
  }

  counts(): ReferenceCounts {
    const counts = { pending: 0, resolved: 0, errors: 0, cacheHits: 0 };
    const knowledge = this.known();
    for (const reference of this.ledger.references) {
      if (reference.state.kind === 'pending') counts.pending++;
      else if (reference.state.kind === 'error') counts.errors++;
      else {
        counts.resolved++;
        if (knowledge.get(reference) !== null) counts.cacheHits++;
      }
    }
    return { ...counts, estimateMs: this.pace.estimateMs(counts.pending, this.remote.status.requests) };
  }

  async forget(): Promise<void> {
    await this.load();
    this.ledger.clear();
    this.changes.fire(this.source.id);
    await this.save();
  }

  dispose(): void {
    this.abort.abort(new DOMException('The source is gone', 'AbortError'));
    this.retrying.dispose();
  }

  private async lookNow(): Promise<void> {
    this.signal.throwIfAborted();
    await this.load();
    const { clock } = this.ports;
    const reader = this.ports.commits();
    if (reader === null) return;
    const { tips } = this.ledger;
    const isFirst = tips.length === 0;
    const limit = isFirst ? firstLook.commits : laterCommits;
    const answer = await reader.commits(this.root, { known: tips, limit }, this.signal);
    if (!answer.ok) {
      this.memory.complain(`the commits could not be read. ${describeFailure(answer.error)}`);
      return;
    }
    const oldest = isFirst ? clock.nowMs() - firstLook.ageMs : -Infinity;
    const recent = answer.value.commits.filter(({ committedAtMs }) => committedAtMs >= oldest);
    if (recent.length === 0 && sameTips(tips, answer.value.tips)) return;
    const referencesBefore = this.ledger.references;
    const isNew = this.ledger.addCommits(recent, answer.value.tips);
    this.answerFromKnowledge();
    if (this.ledger.references !== referencesBefore) this.changes.fire(this.source.id);
    await this.save();
    if (isNew) this.resolveUnbidden();
  }

  private async loadNow(): Promise<void> {
    const found = await this.memory.load();
    this.signal.throwIfAborted();
    this.isLoaded = true;
    if (found === null) return;
    this.ledger.load(found);
    this.answerFromKnowledge();
    this.changes.fire(this.source.id);
    this.setRetry();
  }

  private async reloadNow(): Promise<void> {
    this.signal.throwIfAborted();
    const found = await this.memory.load();
    this.signal.throwIfAborted();
    const before = this.ledger.references;
    if (found !== null) this.ledger.merge(found);
    if (this.ledger.references === before) return;
    this.answerFromKnowledge();
    this.changes.fire(this.source.id);
    this.setRetry();
  }

  private async resolveNow(
    limit: number | null,
    signal: AbortSignal,
    onBatch: (done: number) => void,
  ): Promise<ResolveOutcome> {
    await this.load();
    // What others looked up by now is not asked for again.
    await this.reload();
    const { clock } = this.ports;
    /** What fails in this run is not due again in it, whatever the clock says. */
    const due = this.ledger.due(clock.nowMs()).slice(0, limit ?? undefined);
    const batchSize = Math.max(1, Math.min(largestBatch, this.remote.resolveBatch));
    let [resolved, failed] = [0, 0];
    let stoppedBy: Failure | null = null;
    for (let at = 0; at < due.length && stoppedBy === null; at += batchSize) {
      signal.throwIfAborted();
      const outcome = await this.resolveBatch(due.slice(at, at + batchSize), signal);
      resolved += outcome.resolved;
      failed += outcome.failed;
      stoppedBy = outcome.stoppedBy;
      onBatch(resolved + failed);
    }
    this.setRetry();
    return { resolved, failed, ...this.remaining(), stoppedBy };
  }

  /** Asks for all that is not known by now, and saves what came of it. */
  private async resolveBatch(
    batch: readonly CommitReference[],
    signal: AbortSignal,
  ): Promise<{ readonly resolved: number; readonly failed: number; readonly stoppedBy: Failure | null }> {
    const asked = batch.filter((reference) => !this.answerOne(reference));
    const resolvedAtOnce = batch.length - asked.length;
    const [startedAtMs, { clock }] = [this.ports.clock.nowMs(), this.ports];
    const answers = asked.length === 0 ? [] : await this.remote.resolve(asked, signal);
    const nowMs = clock.nowMs();
    let stoppedBy: Failure | null = null;
    let failed = 0;
    for (const { repository, number, result } of answers) {
      const query = { repository, number };
      if (result.ok) {
        this.ledger.setState(query, { kind: 'resolved', resolution: result.value, resolvedAtMs: nowMs });
        continue;
      }
      failed++;
      if (concern(result.error) === 'server') stoppedBy ??= result.error;
      const before: ReferenceState = this.ledger.get(query)?.state ?? { kind: 'pending' };
      // Another process may have been told meanwhile.
      if (before.kind !== 'resolved') this.ledger.setState(query, afterFailedAttempt(before, result.error, nowMs));
    }
    if (stoppedBy === null) this.pace.took(answers.length, nowMs - startedAtMs);
    this.changes.fire(this.source.id);
    await this.save();
    return { resolved: resolvedAtOnce + answers.length - failed, failed, stoppedBy };
  }

  private remaining(): Pick<ResolveOutcome, 'left' | 'goesOnAtMs'> {
    const open = this.ledger.references.filter(
      ({ state }) => state.kind === 'pending' || (state.kind === 'error' && !state.final),
    );
    const pauses = this.remote.status.requests?.pauses ?? [];
    const pausedUntilMs = pauses.reduce((latest, { untilMs }) => Math.max(latest, untilMs), 0);
    const pending = open.some(({ state }) => state.kind === 'pending');
    const goesOnAtMs = pending ? pausedUntilMs || null : this.ledger.nextRetryAtMs;
    return { left: open.length, goesOnAtMs: goesOnAtMs ?? this.ledger.nextRetryAtMs };
  }

  /** One batch, when the server is well and nobody has to sign in first: without an account each number costs a lot. */
  private resolveUnbidden(): void {
    const { account, requests } = this.remote.status;
    const well = requests === null || (requests.circuit === 'closed' && requests.pauses.length === 0);
    if (!well || account === null || !this.ports.mayResolveUnbidden(this.source)) {
      this.setRetry(lookAgainMs);
      return;
    }
    this.inBackground(this.resolve(largestBatch, this.signal, () => undefined));
  }

  private setRetry(notBeforeMs = 0): void {
    const next = this.ledger.nextRetryAtMs;
    if (this.signal.aborted || next === null) this.retrying.dispose();
    else this.retrying.set([Math.max(next, this.ports.clock.nowMs() + notBeforeMs)]);
  }

  /** @returns whether something became known */
  private answerFromKnowledge(): boolean {
    const before = this.ledger.references;
    for (const reference of before) this.answerOne(reference);
    return this.ledger.references !== before;
  }

  /** @returns whether the answer is known without a request */
  private answerOne(reference: CommitReference): boolean {
    const resolution = this.known().get(reference);
    if (resolution === null) return false;
    const { state } = reference;
    const same =
      state.kind === 'resolved' &&
      state.resolution.state === resolution.state &&
      state.resolution.title === resolution.title &&
      state.resolution.kind === resolution.kind;
    if (same) return true;
    this.ledger.setState(reference, { kind: 'resolved', resolution, resolvedAtMs: this.ports.clock.nowMs() });
    return true;
  }

  private known(): ReferenceKnowledge {
    this.knowledge ??= new ReferenceKnowledge(this.remote, this.source, this.issues);
    return this.knowledge;
  }

  private save(): Promise<void> {
    return this.memory.save(this.ledger.stored);
  }

  private inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.signal.aborted) this.ports.log.error('references of commits', error);
    });
  }
}

const sameTips = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((tip, index) => tip === b[index]);
