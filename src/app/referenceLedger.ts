/** Answers for the references of one source: what commits name, and what became of each. */
import type { CommitReference, ReferenceState } from '../domain/commitReference';
import { findReferences } from '../domain/reference';
import type { CommitMessage } from '../ports/repositoryReader';
import type { StoredReferences } from '../ports/refStore';
import type { ReferenceQuery, RemoteSource } from '../ports/tracker';
import { referenceKey } from './referenceKnowledge';

/** A commit that names more is a list made by a machine. */
const maxInCommit = 100;
/** So many of the newest are kept. */
const maxKept = 10_000;

export class ReferenceLedger {
  private entries = new Map<string, CommitReference>();
  private sorted: readonly CommitReference[] | null = null;
  private knownTips: readonly string[] = [];
  private readonly host: string | null;

  /** What a bare number is a number of. */
  private own: string;

  constructor({ url, repository }: Pick<RemoteSource, 'url' | 'repository'>) {
    this.host = hostOf(url);
    this.own = repository;
  }

  get repository(): string {
    return this.own;
  }

  get tips(): readonly string[] {
    return this.knownTips;
  }

  /** Newest first. The same array until something changed. */
  get references(): readonly CommitReference[] {
    this.sorted ??= [...this.entries.values()].sort(newestFirst);
    return this.sorted;
  }

  get stored(): StoredReferences {
    return { references: this.references, tips: this.knownTips };
  }

  load({ references, tips }: StoredReferences): void {
    this.entries = new Map(references.map((reference) => [referenceKey(reference), reference]));
    this.knownTips = tips;
    this.sorted = null;
  }

  clear(): void {
    this.load({ references: [], tips: [] });
  }

  /**
   * The server told what the repository is called, or whose fork it is: the source's own numbers are numbers of that
   * one, and what became of them is open again.
   */
  rename(repository: string): void {
    const [before, references] = [this.own.toLowerCase(), this.references];
    this.own = repository;
    if (before === repository.toLowerCase()) return;
    this.entries = new Map();
    this.sorted = null;
    for (const reference of references) {
      const moves = reference.repository.toLowerCase() === before;
      const moved: CommitReference = moves ? { ...reference, repository, state: { kind: 'pending' } } : reference;
      const known = this.get(moved);
      this.put(known === undefined ? moved : joined(known, moved));
    }
  }

  /**
   * Takes in what commits say.
   * @returns whether there is a number that was not named before
   */
  addCommits(commits: readonly CommitMessage[], tips: readonly string[]): boolean {
    const sizeBefore = this.entries.size;
    for (const commit of commits) this.addCommit(commit);
    this.knownTips = tips;
    const isNew = this.entries.size > sizeBefore;
    if (this.entries.size > maxKept) this.keepNewest();
    return isNew;
  }

  /**
   * Takes in what other processes found. What was found here stays, and of two answers the better: a result is never
   * open again.
   */
  merge({ references, tips }: StoredReferences): void {
    for (const reference of references) {
      const known = this.get(reference);
      const next = known === undefined ? reference : withState(joined(known, reference), reference.state);
      if (next !== known) this.put(next);
    }
    // Commits are looked at by each for itself.
    if (this.knownTips.length === 0) this.knownTips = tips;
    if (this.entries.size > maxKept) this.keepNewest();
  }

  get(query: ReferenceQuery): CommitReference | undefined {
    return this.entries.get(referenceKey(query));
  }

  setState(query: ReferenceQuery, state: ReferenceState): void {
    const entry = this.get(query);
    if (entry !== undefined) this.put({ ...entry, state });
  }

  /** Those to be asked for, newest first: pending, or an error whose next attempt is due. */
  due(nowMs: number): readonly CommitReference[] {
    return this.references.filter(({ state }) => isDue(state, nowMs));
  }

  /** When the next attempt of an error is; null when there is none. */
  get nextRetryAtMs(): number | null {
    let next: number | null = null;
    for (const { state } of this.entries.values()) {
      if (state.kind === 'error' && state.retryAtMs !== null) next = Math.min(next ?? Infinity, state.retryAtMs);
    }
    return next;
  }

  private keepNewest(): void {
    this.load({ references: this.references.slice(0, maxKept), tips: this.knownTips });
  }

  private addCommit({ hash, message, committedAtMs, onDefaultBranch }: CommitMessage): void {
    for (const { host, repository, number, closes } of findReferences(message).slice(0, maxInCommit)) {
      if (host !== null && host.replace(/^www\./, '') !== this.host) continue;
      const query = { repository: this.spelled(repository), number };
      const closing = closes && onDefaultBranch ? { commit: hash, committedAtMs } : null;
      const reference: CommitReference = {
        ...query,
        commit: hash,
        committedAtMs,
        closedBy: closing,
        state: { kind: 'pending' },
      };
      const known = this.get(query);
      const next = known === undefined ? reference : joined(known, reference);
      if (next !== known) this.put(next);
    }
  }

  private spelled(repository: string | null): string {
    return repository === null || repository.toLowerCase() === this.own.toLowerCase() ? this.own : repository;
  }

  private put(entry: CommitReference): void {
    this.entries.set(referenceKey(entry), entry);
    this.sorted = null;
  }
}

/** Of two references that are one: the newest commits of both, and what became of the first. */
function joined(known: CommitReference, other: CommitReference): CommitReference {
  const isNewer = other.committedAtMs > known.committedAtMs;
  const { commit, committedAtMs } = isNewer ? other : known;
  const closesLater =
    other.closedBy !== null && other.closedBy.committedAtMs > (known.closedBy?.committedAtMs ?? -Infinity);
  if (!isNewer && !closesLater) return known;
  return { ...known, commit, committedAtMs, closedBy: closesLater ? other.closedBy : known.closedBy };
}

/** With what became of it elsewhere, where more is known there. */
function withState(known: CommitReference, state: ReferenceState): CommitReference {
  return isBetter(state, known.state) ? { ...known, state } : known;
}

function isBetter(state: ReferenceState, known: ReferenceState): boolean {
  switch (state.kind) {
    case 'pending':
      return false;
    case 'resolved':
      return known.kind !== 'resolved' || state.resolvedAtMs > known.resolvedAtMs;
    case 'error':
      return known.kind === 'pending' || (known.kind === 'error' && state.attempts > known.attempts);
  }
}

const newestFirst = (a: CommitReference, b: CommitReference): number =>
  b.committedAtMs - a.committedAtMs || b.number - a.number;

const isDue = (state: ReferenceState, nowMs: number): boolean =>
  state.kind === 'pending' || (state.kind === 'error' && state.retryAtMs !== null && state.retryAtMs <= nowMs);

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host.toLowerCase().replace(/^www\./, '') : null;
}
