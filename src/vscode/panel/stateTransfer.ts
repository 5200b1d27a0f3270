/** Answers for handing a state over in portions: each is of the state that was told of first, whatever came after. */
import { portionRows, type PanelOutline, type PanelState, type Row } from '../../protocol/messages';

export class StateTransfer {
  private state: PanelState | null = null;

  /** Begins anew. @param known revision the reader has; null when that is the latest already */
  begin(latest: PanelState, known: number | null): PanelOutline | null {
    this.state = null;
    if (known === latest.revision) return null;
    this.state = latest;
    const { revision, header, order, rows } = latest;
    return { revision, header, order, rowCount: rows.length };
  }

  /** Rows from `from` on, {@link portionRows} at most; null when another state is being handed over. */
  rows(revision: number, from: number): readonly Row[] | null {
    if (this.state?.revision !== revision) return null;
    const { rows } = this.state;
    if (from + portionRows >= rows.length) this.state = null;
    return rows.slice(from, from + portionRows);
  }
}
