/** Answers for issues that are left out of a file because it would be too large: which ones, as long as that holds. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Issue } from '../../domain/issue';
import type { Sparable, StoredReading } from '../../ports/issueStore';
import { rowOf } from './issueRow';

/** Issues measured in one turn of the event loop. */
const portion = 500;

/** What a row takes beside its text. */
const rowBytes = 12;

export class LeftOut {
  private issues: ReadonlySet<Issue> = new Set();

  get count(): number {
    return this.issues.size;
  }

  /** The reading without what was left out before, as far as that may still go. */
  without(reading: StoredReading, sparable: Sparable | null): StoredReading {
    if (this.issues.size === 0) return reading;
    const before = this.issues;
    this.issues = new Set((sparable?.issues() ?? []).filter((issue) => before.has(issue)));
    return this.rest(reading, sparable);
  }

  /** The reading with so many bytes less, or fewer where no more may go; null when nothing more may. */
  async more(reading: StoredReading, sparable: Sparable | null, bytes: number): Promise<StoredReading | null> {
    const left = new Set(this.issues);
    let freed = 0;
    let measured = 0;
    for (const issue of sparable?.issues() ?? []) {
      if (freed >= bytes) break;
      if (left.has(issue)) continue;
      left.add(issue);
      freed += Buffer.byteLength(rowOf({ row: 0, place: 0, issue })[2]) + rowBytes;
      measured += 1;
      if (measured % portion === 0) await nextTurn();
    }
    if (measured === 0) return null;
    this.issues = left;
    return this.rest(reading, sparable);
  }

  private rest(reading: StoredReading, sparable: Sparable | null): StoredReading {
    if (this.issues.size === 0) return reading;
    const issues = reading.issues.filter((issue) => !this.issues.has(issue));
    return { ...reading, issues, checkpoint: sparable?.checkpoint ?? null };
  }
}
