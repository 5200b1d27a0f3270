/** Answers for putting kept records together from their portions. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { KeptRecord } from '../../ports/keptStore';
import { parseJson } from './storedText';

export class LoadedRecords {
  private readonly records = new Map<string, KeptRecord>();
  private taken = Promise.resolve();

  /** Takes a JSON array of records; one in each turn of the event loop, however many arrive at once. */
  add(json: string): void {
    this.taken = this.taken.then(async () => {
      // Our own thread made it of records that were looked at one by one.
      for (const record of (parseJson(json) ?? []) as readonly KeptRecord[]) this.records.set(record.key, record);
      await nextTurn();
    });
  }

  /** All of them, by key. */
  async all(): Promise<ReadonlyMap<string, KeptRecord>> {
    await this.taken;
    return this.records;
  }
}
