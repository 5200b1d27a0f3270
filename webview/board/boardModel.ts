/** Answers for what stands in the columns of the board under a query. */
import { boardColumns, type BoardColumnId } from '../../src/protocol/boardColumns';
import { arrange } from '../../src/protocol/view/arrange';
import type { PanelData } from '../state/panelData';

export interface ColumnModel {
  readonly id: BoardColumnId;
  /** Keys of the issues that match, in display order; empty texts stand for issues that are on their way. */
  readonly keys: readonly string[];
  /** Issues of the column whether they match or not. */
  readonly total: number;
}

/** Where an issue stands. */
export interface BoardPlace {
  readonly column: BoardColumnId;
  readonly index: number;
}

export class BoardModel {
  readonly columns: readonly ColumnModel[];
  readonly total: number;
  readonly matching: number;
  /** The query may hide issues. */
  readonly filtering: boolean;
  /** Not all rows are here yet, so that nobody can say what matches. */
  readonly partial: boolean;

  /** @param nowMs what ages in the query count from */
  constructor(data: PanelData, query: string, nowMs: number) {
    const { groups, filtering } = arrange(data, { query, grouping: 'status', sorting: 'priority', nowMs });
    this.filtering = filtering;
    this.columns = boardColumns.map((id) => {
      const group = groups.find((each) => each.kind === 'status' && each.value === id);
      return { id, keys: group?.keys ?? [], total: group?.total ?? 0 };
    });
    this.total = this.columns.reduce((sum, { total }) => sum + total, 0);
    this.matching = this.columns.reduce((sum, { keys }) => sum + keys.length, 0);
    this.partial = data.rows.size < this.total;
  }

  column(id: BoardColumnId): ColumnModel {
    const found = this.columns.find((each) => each.id === id);
    if (found === undefined) throw new Error(`The board has no column ${id}.`);
    return found;
  }

  /** Null where the issue is in no column, or hidden by the query. */
  placeOf(key: string): BoardPlace | null {
    for (const { id, keys } of this.columns) {
      const index = keys.indexOf(key);
      if (index >= 0) return { column: id, index };
    }
    return null;
  }
}
