/** A store of what cannot be fetched again that remembers in a map, which several stores may share as they would a folder. */
import type { Failure } from '../../src/domain/failure';
import { err, ok, type Result } from '../../src/domain/result';
import type { StoredSource } from '../../src/ports/issueStore';
import { holdsOver, type KeptRecord, type KeptStore } from '../../src/ports/keptStore';

export type KeptRecords = Map<string, Map<string, KeptRecord>>;

export class FakeKeptStore implements KeptStore {
  /** When set, everything fails with it. */
  failure: Failure | null = null;
  /** What was handed over, in order. */
  readonly handed: KeptRecord[] = [];

  /** @param records by source and key, those of facts that are no more included */
  constructor(private readonly records: KeptRecords = new Map()) {}

  loadKept(source: StoredSource): Promise<Result<ReadonlyMap<string, KeptRecord>, Failure>> {
    if (this.failure !== null) return Promise.resolve(err(this.failure));
    return Promise.resolve(ok(new Map([...this.of(source)].filter(([, { value }]) => value !== null))));
  }

  keep(source: StoredSource, records: readonly KeptRecord[]): Promise<Result<void, Failure>> {
    if (this.failure !== null) return Promise.resolve(err(this.failure));
    this.handed.push(...records);
    const all = this.of(source);
    for (const record of records) {
      const known = all.get(record.key);
      if (known === undefined || holdsOver(record, known)) all.set(record.key, record);
    }
    return Promise.resolve(ok(undefined));
  }

  private of({ id, root }: StoredSource): Map<string, KeptRecord> {
    const name = JSON.stringify([root, id]);
    const records = this.records.get(name) ?? new Map<string, KeptRecord>();
    this.records.set(name, records);
    return records;
  }
}
