/** A cache's folder that several processes share, in memory: one of them leads each source, in an epoch of its own. */
import type { Failure } from '../../src/domain/failure';
import { err, ok, type Result } from '../../src/domain/result';
import type { Disposable } from '../../src/ports/disposable';
import type { RequestPriority } from '../../src/ports/httpClient';
import type { IssueStore, Saved, StoredReading, StoredSource } from '../../src/ports/issueStore';
import type { Leadership } from '../../src/ports/leadership';
import { FakeIssueStore } from './fakeIssueStore';

interface Claim {
  readonly holder: FakeLeadership;
  readonly epoch: number;
}

export class SharedCache {
  readonly readings = new Map<string, StoredReading>();
  /** Each reading that was written, in order. */
  readonly written: StoredReading[] = [];
  private readonly candidates = new Map<string, FakeLeadership[]>();
  private readonly claims = new Map<string, Claim>();

  /** A process on this folder. */
  process(): FakeLeadership {
    return new FakeLeadership(this);
  }

  claimOf(source: StoredSource): Claim | undefined {
    return this.claims.get(keyOf(source));
  }

  stand(process: FakeLeadership, source: StoredSource): void {
    const key = keyOf(source);
    const others = (this.candidates.get(key) ?? []).filter((other) => other !== process);
    this.candidates.set(key, [...others, process]);
    this.elect(source);
  }

  withdraw(process: FakeLeadership, source: StoredSource): void {
    const key = keyOf(source);
    this.candidates.set(
      key,
      (this.candidates.get(key) ?? []).filter((other) => other !== process),
    );
    this.elect(source);
  }

  /** Who gives no sign of life is followed by the next. */
  elect(source: StoredSource): void {
    const key = keyOf(source);
    const alive = (this.candidates.get(key) ?? []).filter(({ givesSigns }) => givesSigns);
    const claim = this.claims.get(key);
    const [next] = alive;
    if (next === undefined || (claim !== undefined && alive.includes(claim.holder))) return;
    this.claims.set(key, { holder: next, epoch: (claim?.epoch ?? 0) + 1 });
    next.look(source);
  }

  tellOthers(process: FakeLeadership, source: StoredSource): void {
    for (const other of this.candidates.get(keyOf(source)) ?? []) if (other !== process) other.hearWrite(source);
  }
}

type Told = 'change' | 'write' | 'request';

/** The part of one process, which may be suspended and killed. */
export class FakeLeadership implements Leadership {
  /** False: it is suspended, or dead. */
  givesSigns = true;
  /** Wishes of this process. */
  readonly requests: RequestPriority[] = [];
  readonly store: IssueStore;
  /** What it believes to lead, and in which epoch. */
  private readonly believed = new Map<string, number>();
  private readonly joined = new Map<string, StoredSource>();
  private readonly listeners = new Set<readonly [Told, (source: StoredSource, priority: RequestPriority) => void]>();

  constructor(private readonly cache: SharedCache) {
    this.store = new LedStore(cache, this);
  }

  /** Number of those who listen. */
  get listening(): number {
    return this.listeners.size;
  }

  join(source: StoredSource): Promise<void> {
    this.joined.set(keyOf(source), source);
    this.cache.stand(this, source);
    return Promise.resolve();
  }

  leave(source: StoredSource): Promise<void> {
    this.joined.delete(keyOf(source));
    this.believed.delete(keyOf(source));
    this.cache.withdraw(this, source);
    return Promise.resolve();
  }

  leads(source: StoredSource): boolean {
    return this.believed.has(keyOf(source));
  }

  epochOf(source: StoredSource): number | null {
    return this.believed.get(keyOf(source)) ?? null;
  }

  troubleOf(): null {
    return null;
  }

  onDidChange(listener: (source: StoredSource) => void): Disposable {
    return this.listen('change', listener);
  }

  onDidWrite(listener: (source: StoredSource) => void): Disposable {
    return this.listen('write', listener);
  }

  onDidRequest(listener: (source: StoredSource, priority: RequestPriority) => void): Disposable {
    return this.listen('request', listener);
  }

  request(source: StoredSource, priority: RequestPriority): Promise<Result<void, Failure>> {
    this.requests.push(priority);
    if (!this.joined.has(keyOf(source))) return Promise.resolve(err({ kind: 'closed', what: 'The leadership' }));
    const holder = this.cache.claimOf(source)?.holder;
    if (holder?.givesSigns === true) holder.tell('request', source, priority);
    return Promise.resolve(ok(undefined));
  }

  async close(): Promise<void> {
    for (const source of [...this.joined.values()]) await this.leave(source);
  }

  /** Stops: another leads from here on, and this one does not know. */
  suspend(): void {
    this.givesSigns = false;
    for (const source of this.joined.values()) this.cache.elect(source);
  }

  /** Goes on, with what it believed; {@link look} tells it better. */
  resume(): void {
    this.givesSigns = true;
  }

  /** Looks at the claims, as it does now and then. */
  look(source: StoredSource): void {
    const claim = this.cache.claimOf(source);
    const epoch = claim?.holder === this ? claim.epoch : null;
    if (this.epochOf(source) === epoch) return;
    if (epoch === null) this.believed.delete(keyOf(source));
    else this.believed.set(keyOf(source), epoch);
    this.tell('change', source);
  }

  hearWrite(source: StoredSource): void {
    if (this.givesSigns && !this.leads(source)) this.tell('write', source);
  }

  private tell(what: Told, source: StoredSource, priority: RequestPriority = 'refresh'): void {
    for (const [told, listener] of [...this.listeners]) if (told === what) listener(source, priority);
  }

  private listen(what: Told, listener: (source: StoredSource, priority: RequestPriority) => void): Disposable {
    const entry = [what, listener] as const;
    this.listeners.add(entry);
    return { dispose: () => void this.listeners.delete(entry) };
  }
}

/** Only who leads writes, and what is written in an older epoch is left. */
class LedStore extends FakeIssueStore {
  constructor(
    private readonly cache: SharedCache,
    private readonly process: FakeLeadership,
  ) {
    super(cache.readings);
  }

  override async save(source: StoredSource, reading: StoredReading): Promise<Result<Saved, Failure>> {
    const claim = this.cache.claimOf(source);
    if (claim?.holder !== this.process || claim.epoch !== this.process.epochOf(source)) return ok('left');
    const saved = await super.save(source, reading);
    if (!saved.ok) return saved;
    this.cache.written.push(reading);
    this.cache.tellOthers(this.process, source);
    return saved;
  }
}

const keyOf = ({ id, root }: StoredSource): string => JSON.stringify([root, id]);
