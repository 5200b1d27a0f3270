/** Answers for what the person arranged on the board: query, chosen issue, way along a chain, scroll places; kept across reloads. */
import { boardColumns, type BoardColumnId } from '../../src/protocol/boardColumns';
import { Observable } from '../state/observable';

export interface BoardViewState {
  /** As typed. */
  readonly query: string;
  /** Key of the issue whose detail is shown; it may stand in no column. */
  readonly selected: string | null;
  /** The column the keyboard is in, and the one that shows where there is room for one. */
  readonly column: BoardColumnId;
  /** Keys of the issues one came from along a chain, the last one last. */
  readonly back: readonly string[];
  /** Keys of the issues one went back from, the next one last. */
  readonly forward: readonly string[];
}

/** The card at the top of a column, and how far its top is above the column's own, in pixels. */
export interface ColumnAnchor {
  readonly key: string;
  /** Where it stood: good enough until its row is here. */
  readonly index: number;
  readonly offset: number;
}

/** Longer ways are forgotten at their beginning. */
const maxSteps = 50;

const untouched: BoardViewState = { query: '', selected: null, column: 'ready', back: [], forward: [] };

export class BoardView {
  readonly #view: Observable<BoardViewState>;
  /** Where the columns are scrolled to. Changing it tells nobody: it is only kept. */
  readonly anchors: Partial<Record<BoardColumnId, ColumnAnchor>>;

  /** @param saved what {@link BoardView.toSaved} gave in an earlier life, or anything else */
  constructor(saved: unknown) {
    this.#view = new Observable(readView(saved));
    this.anchors = readAnchors(saved);
  }

  readonly get = (): BoardViewState => this.#view.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener);

  /** Plain data to keep. */
  toSaved(): unknown {
    return { ...this.get(), anchors: this.anchors };
  }

  setQuery(query: string): void {
    const view = this.get();
    if (query !== view.query) this.#view.set({ ...view, query });
  }

  setColumn(column: BoardColumnId): void {
    const view = this.get();
    if (column !== view.column) this.#view.set({ ...view, column });
  }

  /** Chooses an issue where it stands; a way along a chain begins anew. */
  choose(selected: string | null, column: BoardColumnId = this.get().column): void {
    const view = this.get();
    const isSame = selected === view.selected && column === view.column;
    if (!isSame) this.#view.set({ ...view, selected, column, back: [], forward: [] });
  }

  /** Goes on to an issue of the chain. @param column where it stands; null: in none */
  follow(selected: string, column: BoardColumnId | null): void {
    const view = this.get();
    if (selected === view.selected) return;
    const back = view.selected === null ? view.back : [...view.back, view.selected].slice(-maxSteps);
    this.#view.set({ ...view, selected, column: column ?? view.column, back, forward: [] });
  }

  /** One step back or forward on the way; false where there is none. */
  step(direction: 'back' | 'forward', columnOf: (key: string) => BoardColumnId | null): boolean {
    const view = this.get();
    const other = direction === 'back' ? 'forward' : 'back';
    const target = view[direction].at(-1);
    if (target === undefined) return false;
    const left = view.selected === null ? view[other] : [...view[other], view.selected];
    this.#view.set({
      ...view,
      selected: target,
      column: columnOf(target) ?? view.column,
      [direction]: view[direction].slice(0, -1),
      [other]: left,
    });
    return true;
  }
}

function fieldsOf(saved: unknown): Readonly<Record<string, unknown>> {
  return typeof saved === 'object' && saved !== null ? (saved as Record<string, unknown>) : {};
}

function readView(saved: unknown): BoardViewState {
  const { query, selected, column, back, forward } = fieldsOf(saved);
  return {
    query: typeof query === 'string' ? query : untouched.query,
    selected: typeof selected === 'string' ? selected : untouched.selected,
    column: boardColumns.find((each) => each === column) ?? untouched.column,
    back: readKeys(back),
    forward: readKeys(forward),
  };
}

const readKeys = (saved: unknown): readonly string[] =>
  Array.isArray(saved) ? saved.filter((key): key is string => typeof key === 'string').slice(-maxSteps) : [];

function readAnchors(saved: unknown): Partial<Record<BoardColumnId, ColumnAnchor>> {
  const anchors = fieldsOf(fieldsOf(saved).anchors);
  const read: Partial<Record<BoardColumnId, ColumnAnchor>> = {};
  for (const column of boardColumns) {
    const { key, index, offset } = fieldsOf(anchors[column]);
    if (typeof key === 'string' && isCount(index) && typeof offset === 'number' && Number.isFinite(offset)) {
      read[column] = { key, index, offset };
    }
  }
  return read;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;
