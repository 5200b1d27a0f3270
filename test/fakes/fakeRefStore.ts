/** A store of references that remembers in a map, which several stores may share as they would share a folder. */
import type { Failure } from '../../src/domain/failure';
import { err, ok, type Result } from '../../src/domain/result';
import type { StoredSource } from '../../src/ports/issueStore';
import type { RefStore, StoredReferences } from '../../src/ports/refStore';

export class FakeRefStore implements RefStore {
  /** When set, everything fails with it. */
  failure: Failure | null = null;
  /** How often was saved. */
  saves = 0;

  constructor(readonly stored = new Map<string, StoredReferences>()) {}

  loadReferences(source: StoredSource): Promise<Result<StoredReferences | null, Failure>> {
    if (this.failure !== null) return Promise.resolve(err(this.failure));
    return Promise.resolve(ok(structuredClone(this.stored.get(keyOf(source)) ?? null)));
  }

  saveReferences(source: StoredSource, references: StoredReferences): Promise<Result<void, Failure>> {
    if (this.failure !== null) return Promise.resolve(err(this.failure));
    this.saves++;
    this.stored.set(keyOf(source), structuredClone(references));
    return Promise.resolve(ok(undefined));
  }
}

const keyOf = ({ id, root }: StoredSource): string => JSON.stringify([root, id]);
