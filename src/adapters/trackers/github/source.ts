/** Answers for the issues of one GitHub repository as a source: read, shown page by page, resumed, forgotten. */
import type { Failure } from '../../../domain/failure';
import { err, ok, type Result } from '../../../domain/result';
import type { RemoteStatus } from '../../../domain/context';
import type { Issue } from '../../../domain/issue';
import type { Account } from '../../../ports/credentials';
import type { Clock } from '../../../ports/clock';
import type { Disposable } from '../../../ports/disposable';
import type { Log } from '../../../ports/log';
import type {
  EarlierReading,
  ReadOptions,
  ReferenceAnswer,
  ReferenceQuery,
  RemoteSource,
  SourceReading,
  TrackerHome,
  TrackerSource,
} from '../../../ports/tracker';
import type { RepositoryAccess } from './access';
import type { GitHubApi } from './api';
import { readCheckpoint, writeCheckpoint } from './checkpoint';
import { mostLookedUp } from './lookUp';
import type { GitHubSettings } from './options';
import { PartialShow } from './partialShow';
import { isClosed, resolveReferences } from './resolveReferences';
import { gitHubRules } from './rules';
import { Run } from './run';
import { remoteStatus } from './status';
import { lacksFollowed } from './sides';
import { soonMs, synchronise } from './sync';
import { SyncState } from './syncState';

export interface GitHubSourceOptions {
  readonly home: TrackerHome;
  readonly access: RepositoryAccess;
  readonly settings: GitHubSettings;
  readonly clock: Clock;
  readonly log: Log;
}

const alone: ReadOptions = { priority: 'refresh', onPartial: () => undefined };

export class GitHubSource implements TrackerSource, RemoteSource {
  readonly kind = 'github';
  readonly label = 'GitHub';
  readonly id: string;
  readonly root: string;
  readonly aliases: readonly string[];
  readonly rules = gitHubRules;
  /** The repository's own files tell nothing of the issues. */
  readonly watch = [];
  readonly polled = true;
  readonly writer = null;
  readonly remote: RemoteSource = this;
  readonly resolveBatch = mostLookedUp;
  private state: SyncState;
  private last: SourceReading | null = null;
  private wasRead = false;
  /** Null: nobody said yet; then it is what an earlier run was told. */
  private followed: readonly string[] | null = null;
  private isReading = false;
  /** As whom the last reading asked. */
  private api: GitHubApi | null = null;
  private failure: Failure | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly options: GitHubSourceOptions) {
    const { home, settings } = options;
    this.id = `github:${home.name}`;
    this.root = home.root;
    this.aliases = [home.name];
    this.state = new SyncState(settings);
  }

  resume({ issues, problems, checkpoint, phases }: EarlierReading): void {
    if (this.wasRead) return;
    const { access, settings } = this.options;
    const state = new SyncState(settings);
    state.ledger.adopt(issues, isClosed);
    state.phases = phases ?? null;
    for (const problem of problems) state.problems.set(problem.message, problem);
    if (checkpoint !== null && readCheckpoint(checkpoint, access.remote, state)) this.setState(state);
    else this.begin(issues);
  }

  forget(): void {
    const { issues } = this.last ?? { issues: this.state.ledger.issues() };
    this.last = null;
    this.wasRead = this.isReading;
    this.begin(issues);
  }

  /** Only the server tells. */
  fingerprint(signal: AbortSignal): Promise<string | null> {
    signal.throwIfAborted();
    return Promise.resolve(null);
  }

  async read(signal: AbortSignal, options: ReadOptions = alone): Promise<Result<SourceReading, Failure>> {
    signal.throwIfAborted();
    this.wasRead = true;
    this.isReading = true;
    try {
      const result = await this.readOn(signal, options);
      this.failure = result.ok ? null : result.error;
      return result;
    } finally {
      this.isReading = false;
      this.tell();
    }
  }

  get status(): RemoteStatus {
    const { state, account, failure, isReading } = this;
    return remoteStatus({ state, access: this.options.access, account, failure, isReading });
  }

  /** `owner/name` */
  get repository(): string {
    return this.state.chosen?.repository ?? this.options.access.remote;
  }

  get url(): string {
    return `${this.options.access.host.webOrigin}/${this.repository}`;
  }

  onDidChangeStatus(listener: () => void): Disposable {
    const entry = (): void => {
      listener();
    };
    this.listeners.add(entry);
    const outer = this.options.access.onDidChange(entry);
    return {
      dispose: () => {
        outer.dispose();
        this.listeners.delete(entry);
      },
    };
  }

  resolve(queries: readonly ReferenceQuery[], signal: AbortSignal): Promise<readonly ReferenceAnswer[]> {
    const problem = this.settingsProblem();
    if (problem !== null) return Promise.resolve(queries.map((query) => ({ ...query, result: err(problem) })));
    const api = (): ReturnType<RepositoryAccess['api']> => this.options.access.api(signal);
    return resolveReferences(this.state, api, queries, { priority: 'backlog', signal });
  }

  follow(ids: readonly string[]): void {
    this.followed = ids;
    this.state.follow(ids);
  }

  get lacksFollowed(): boolean {
    return lacksFollowed(this.state);
  }

  probe(): void {
    this.options.access.probe();
  }

  private async readOn(
    signal: AbortSignal,
    { priority, onPartial }: ReadOptions,
  ): Promise<Result<SourceReading, Failure>> {
    const { access, clock, log } = this.options;
    const { state } = this;
    const problem = this.settingsProblem();
    if (problem !== null) return err(problem);
    const api = await access.api(signal);
    this.api = api;
    state.actAs(api.account?.id ?? null);
    if (state.pause !== null && state.pause.retryAtMs > clock.nowMs()) return err(state.pause);
    // A token acts without a name until the server tells one; now and then it is asked whether that still holds.
    const isOld = state.isListed && clock.nowMs() >= state.fullDueAtMs;
    if (this.account !== null && (isOld || this.account.name === null)) access.introduce(signal);
    const run = new Run(api, { priority, signal });
    const isFirst = !state.isListed;
    const partial = new PartialShow(
      clock,
      () => state.ledger.revision,
      () => {
        onPartial(this.takeReading());
      },
    );
    const onProgress = (): void => {
      if (isFirst) partial.inTime();
      this.tell();
    };
    const result = await synchronise({ state, access, run, nowMs: () => clock.nowMs(), onProgress }).finally(() => {
      partial.dispose();
    });
    log.debug(`${this.id}: ${run.tally === '' ? 'nothing was asked' : `asked for ${run.tally}`}`);
    state.pause = !result.ok && result.error.kind === 'rateLimited' ? result.error : null;
    if (!result.ok) {
      // What came before the failure is not read again, and another process does not ask into a pause.
      if (state.pause !== null || partial.isBehind) partial.now();
      return result;
    }
    if (this.last === null || result.value) this.last = this.takeReading();
    return ok(this.last);
  }

  /** All that is known by now. */
  private takeReading(): SourceReading {
    const { state } = this;
    const { access, clock } = this.options;
    state.accountName = this.account?.name ?? null;
    const soon = state.isListed && state.fullDueAtMs - clock.nowMs() <= soonMs;
    return {
      issues: state.ledger.issues(),
      problems: [...state.problems.values()],
      via: `${this.repository} on ${access.host.name}`,
      checkpoint: writeCheckpoint(state, access.remote),
      ...(soon && { readAgainInMs: soonMs }),
      ...(state.phases !== null && { phases: state.phases }),
    };
  }

  private settingsProblem(): Failure | null {
    const { name, problem } = this.options.access.host;
    return problem === undefined ? null : { kind: 'unusable', what: name, advice: problem };
  }

  /** Under the name the server told, now or in an earlier run. */
  private get account(): Account | null {
    const account = this.api?.account ?? null;
    return account === null ? null : { ...account, name: account.name ?? this.state.accountName };
  }

  /** From scratch; what is shown stays until it is replaced. */
  private begin(issues: EarlierReading['issues']): void {
    const { access, settings } = this.options;
    const before = this.state.chosen?.repository ?? access.remote;
    this.setState(new SyncState(settings));
    const start = `${access.host.webOrigin}/${before}/issues/`.toLowerCase();
    const own = issues.filter(({ url, remote }) => remote?.outside === true || url?.toLowerCase().startsWith(start));
    // A closed issue that is followed is in no list that would replace it: it is asked for again.
    const isAskedFor = ({ id, trackerStatus }: Issue): boolean =>
      isClosed(trackerStatus) && this.followed?.includes(id) === true;
    this.state.ledger.adopt(
      own.filter((issue) => !isAskedFor(issue)),
      isClosed,
    );
  }

  private setState(state: SyncState): void {
    this.state = state;
    if (this.followed !== null) state.follow(this.followed);
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
