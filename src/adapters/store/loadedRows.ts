/** Answers for putting a loaded reading together from its portions of rows, trusting none of them. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Issue } from '../../domain/issue';
import { issueOfRow } from './issueRow';
import type { Layout } from './readingDiff';
import { parseJson } from './storedText';

/** Rows are kept as 32-bit numbers; no tracker comes near. */
const largest = 2 ** 30;

export class LoadedRows {
  private readonly issues: Issue[] = [];
  private readonly rows: number[] = [];
  private received = 0;
  private sound = true;
  private taken = Promise.resolve();

  /** Takes a JSON array of rows; one in each turn of the event loop, however many arrive at once. */
  add(json: string): void {
    this.taken = this.taken.then(async () => {
      this.take(json);
      await nextTurn();
    });
  }

  /** All issues in the tracker's order; null unless there are `count`, each sound and each in a place of its own. */
  async layout(count: number): Promise<Layout | null> {
    await this.taken;
    const { issues, rows } = this;
    if (!this.sound || this.received !== count || issues.length !== count) return null;
    const nextRow = rows.reduce((most, row) => Math.max(most, row), -1) + 1;
    return { issues, rows: Int32Array.from(rows), nextRow };
  }

  private take(json: string): void {
    const portion = parseJson(json);
    if (Array.isArray(portion)) for (const value of portion as readonly unknown[]) this.place(value);
    else this.sound = false;
  }

  private place(value: unknown): void {
    const placed = issueOfRow(value);
    // A place far out would make the list as long as it says; a place taken twice leaves another empty.
    if (placed === null || placed.place > largest || placed.row > largest || this.issues[placed.place] !== undefined) {
      this.sound = false;
      return;
    }
    this.received += 1;
    this.issues[placed.place] = placed.issue;
    this.rows[placed.place] = placed.row;
  }
}
