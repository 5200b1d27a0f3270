/** A store that remembers in a map, which several stores may share as they would share a folder. */
import type { Failure } from '../../src/domain/failure';
import { err, ok, type Result } from '../../src/domain/result';
import type { IssueStore, Saved, StoredReading, StoredSource } from '../../src/ports/issueStore';

export class FakeIssueStore implements IssueStore {
  /** When set, every load, save and clear fails with it. */
  failure: Failure | null = null;
  private closed = false;

  constructor(private readonly readings = new Map<string, StoredReading>()) {}

  load(source: StoredSource): Promise<Result<StoredReading | null, Failure>> {
    const failure = this.refusal();
    if (failure !== null) return Promise.resolve(err(failure));
    return Promise.resolve(ok(structuredClone(this.readings.get(keyOf(source)) ?? null)));
  }

  save(source: StoredSource, reading: StoredReading): Promise<Result<Saved, Failure>> {
    const failure = this.refusal();
    if (failure !== null) return Promise.resolve(err(failure));
    this.readings.set(keyOf(source), structuredClone(reading));
    return Promise.resolve(ok('written'));
  }

  clear(): Promise<Result<number, Failure>> {
    const failure = this.refusal();
    if (failure !== null) return Promise.resolve(err(failure));
    const sources = this.readings.size;
    this.readings.clear();
    return Promise.resolve(ok(sources));
  }

  close(): Promise<void> {
    this.closed = true;
    return Promise.resolve();
  }

  private refusal(): Failure | null {
    return this.closed ? { kind: 'closed', what: 'The issue cache' } : this.failure;
  }
}

const keyOf = ({ id, root }: StoredSource): string => JSON.stringify([root, id]);
