/** Answers for a backlog of references with a server and commits that say what the test told them. */
import { ReferenceBacklog } from '../../../src/app/referenceBacklog';
import type { ReferencePorts } from '../../../src/app/referencePorts';
import type { ResolvedReference } from '../../../src/domain/commitReference';
import type { RemoteStatus } from '../../../src/domain/context';
import type { Failure } from '../../../src/domain/failure';
import type { Issue } from '../../../src/domain/issue';
import { nothingAsked } from '../../../src/domain/requests';
import { err, ok, type Result } from '../../../src/domain/result';
import type { CommitMessage, CommitReader, CommitsAnswer, CommitsQuery } from '../../../src/ports/repositoryReader';
import type { ReferenceAnswer, ReferenceQuery, RemoteSource, TrackerSource } from '../../../src/ports/tracker';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';
import { FakeRefStore } from '../../fakes/fakeRefStore';
import { plainRules } from '../../fakes/issues';

const dayMs = 24 * 3_600_000;

/** A server that knows every number, unless told otherwise. */
class FakeRemote implements RemoteSource {
  repository = 'octo/shop';
  url = 'https://github.com/octo/shop';
  resolveBatch = 100;
  status: RemoteStatus = {
    host: 'github.com',
    repository: this.repository,
    account: { name: 'sam', via: 'token' },
    requests: nothingAsked,
    progress: null,
    incomplete: [],
    notes: [],
    offer: null,
    offerUrl: null,
  };
  readonly batches: (readonly ReferenceQuery[])[] = [];
  /** Failures by number. */
  readonly failures = new Map<number, Failure>();
  whileAsking: (signal: AbortSignal) => Promise<void> | void = () => undefined;

  /** Numbers that were asked for, in order. */
  get asked(): readonly number[] {
    return this.batches.flat().map(({ number }) => number);
  }

  onDidChangeStatus(): { dispose(): void } {
    return { dispose: () => undefined };
  }

  readonly lacksFollowed = false;

  follow(): void {
    return undefined;
  }

  probe(): void {
    return undefined;
  }

  async resolve(queries: readonly ReferenceQuery[], signal: AbortSignal): Promise<readonly ReferenceAnswer[]> {
    signal.throwIfAborted();
    this.batches.push(queries.map(({ repository, number }) => ({ repository, number })));
    await this.whileAsking(signal);
    signal.throwIfAborted();
    return queries.map(({ repository, number }) => ({ repository, number, result: this.answer(repository, number) }));
  }

  private answer(repository: string, number: number): Result<ResolvedReference, Failure> {
    const failure = this.failures.get(number);
    return failure === undefined ? ok(resolution(number, { url: urlOf(repository, number) })) : err(failure);
  }
}

const urlOf = (repository: string, number: number): string => `https://github.com/${repository}/issues/${number}`;

export const resolution = (number: number, facts: Partial<ResolvedReference> = {}): ResolvedReference => ({
  kind: 'issue',
  title: `Title of ${number}`,
  url: urlOf('octo/shop', number),
  state: 'closed',
  ...facts,
});

/** Tells commits as a repository would: what was told is known by the tip. */
class FakeCommits implements CommitReader {
  readonly all: CommitMessage[] = [];
  readonly queries: CommitsQuery[] = [];
  failure: Failure | null = null;

  constructor(private readonly clock: FakeClock) {}

  /** Each commit is a minute newer than the one before. */
  add(message: string, facts: Partial<CommitMessage> = {}): void {
    const committedAtMs = this.clock.nowMs() - dayMs + this.all.length * 60_000;
    this.all.push({ hash: `hash${this.all.length}`, message, committedAtMs, onDefaultBranch: true, ...facts });
  }

  commits(_: string, query: CommitsQuery): Promise<Result<CommitsAnswer, Failure>> {
    this.queries.push(query);
    if (this.failure !== null) return Promise.resolve(err(this.failure));
    const from = Number(query.known[0] ?? '0');
    const commits = this.all.slice(from).reverse();
    const tips = this.all.length === 0 ? [] : [String(this.all.length)];
    return Promise.resolve(ok({ commits: commits.slice(0, query.limit), tips, more: commits.length > query.limit }));
  }
}

export class Setting {
  readonly clock = new FakeClock();
  readonly log = new FakeLog();
  readonly remote = new FakeRemote();
  readonly commits = new FakeCommits(this.clock);
  readonly refStore: FakeRefStore;
  readonly backlog: ReferenceBacklog;
  readonly source: TrackerSource;
  readonly changed: string[] = [];
  unbidden = false;

  constructor(earlier?: Setting, ports: Partial<ReferencePorts> = {}) {
    this.refStore = new FakeRefStore(earlier?.refStore.stored);
    this.source = sourceOf('github:shop', this.remote);
    this.backlog = new ReferenceBacklog({
      clock: this.clock,
      log: this.log,
      refStore: this.refStore,
      commits: () => this.commits,
      mayResolveUnbidden: () => this.unbidden,
      ...ports,
    });
    this.backlog.onDidChange((id) => this.changed.push(id));
    if (earlier !== undefined) this.commits.all.push(...earlier.commits.all);
    this.know([]);
  }

  know(issues: readonly Issue[]): void {
    this.backlog.setSources([{ source: this.source, issues }]);
  }

  /** `#12 resolved` for every reference, newest first. */
  get states(): readonly string[] {
    return this.backlog
      .references(this.source.id)
      .map(({ repository, number, state }) =>
        [repository === 'octo/shop' ? `#${number}` : `${repository}#${number}`, state.kind].join(' '),
      );
  }

  resolve(limit: number | null = null, signal = new AbortController().signal): ReturnType<ReferenceBacklog['resolve']> {
    return this.backlog.resolve({ limit, signal });
  }
}

export const sourceOf = (id: string, remote: RemoteSource | undefined, root = '/shop'): TrackerSource => ({
  id,
  kind: 'github',
  label: 'GitHub',
  root,
  aliases: [],
  rules: plainRules,
  watch: [],
  polled: true,
  writer: null,
  resume: () => undefined,
  forget: () => undefined,
  fingerprint: () => Promise.resolve(null),
  read: () => Promise.resolve(ok({ issues: [], problems: [], via: '', checkpoint: null })),
  ...(remote === undefined ? {} : { remote }),
});
