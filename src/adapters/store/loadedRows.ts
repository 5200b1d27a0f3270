/** Answers for putting a loaded reading together from its portions of rows, trusting none of them. */
import type { Issue } from '../../domain/issue';
import { issueOfRow } from './issueRow';
import type { Layout } from './readingDiff';
import { parseJson } from './storedText';

export class LoadedRows {
  private readonly issues: Issue[] = [];
  private readonly rows: number[] = [];
  private received = 0;
  private sound = true;

  /** Takes a JSON array of rows. */
  add(json: string): void {
    const portion = parseJson(json);
    if (!Array.isArray(portion)) {
      this.sound = false;
      return;
    }
    for (const value of portion as readonly unknown[]) this.place(value);
  }

  /** All issues in the tracker's order; null unless there are `count`, each sound and each in a place of its own. */
  layout(count: number): Layout | null {
    const { issues, rows } = this;
    if (!this.sound || this.received !== count || issues.length !== count) return null;
    const nextRow = rows.reduce((largest, row) => Math.max(largest, row), -1) + 1;
    return { issues, rows: Int32Array.from(rows), nextRow };
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

/** Rows are kept as 32-bit numbers; no tracker comes near. */
const largest = 2 ** 30;
