/** Answers for what the person arranged: query, grouping, closed groups, active entry and scroll place, kept across reloads. */
import {
  maxCollapsed,
  maxFilterLength,
  readArrangement,
  type PanelArrangement,
  type ScrollAnchor,
} from '../../src/protocol/arrangement';
import type { Grouping, Sorting } from '../../src/protocol/view/view';
import { Observable } from './observable';

export interface ViewState extends Omit<PanelArrangement, 'anchor'> {
  /** Id of the entry the keyboard is on. */
  readonly activeId: string | null;
}

export class ViewStore {
  readonly #view: Observable<ViewState>;
  /** Where the list is scrolled to. Changing it tells nobody: it is only kept. */
  anchor: ScrollAnchor | null;
  /** Where the first frame was scrolled to by hand, in pixels; it goes before the anchor, once. */
  scrolledTo: number | null = null;

  /** @param saved what {@link ViewStore.toSaved} gave in an earlier life, or anything else. */
  constructor(saved: unknown) {
    const { anchor, ...arranged } = readArrangement(saved);
    this.#view = new Observable({ ...arranged, activeId: readActiveId(saved) });
    this.anchor = anchor;
  }

  /** Plain data to keep. */
  toSaved(): PanelArrangement & Pick<ViewState, 'activeId'> {
    return { ...this.get(), anchor: this.anchor };
  }

  /** What decides which rows the first screen shows. */
  toArrangement(): PanelArrangement {
    const { grouping, sorting, filter, collapsed, collapsedInFilter } = this.get();
    return { grouping, sorting, filter, collapsed, collapsedInFilter, anchor: this.anchor };
  }

  readonly get = (): ViewState => this.#view.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener);

  setFilter(typed: string): void {
    const view = this.get();
    const filter = typed.slice(0, maxFilterLength);
    if (filter === view.filter) return;
    const collapsedInFilter = filter.trim() === '' ? [] : view.collapsedInFilter;
    this.#view.set({ ...view, filter, collapsedInFilter });
  }

  /** Another order of the same issues begins at its top. */
  arrange({ grouping, sorting }: { readonly grouping?: Grouping | null; readonly sorting?: Sorting | null }): void {
    const view = this.get();
    const next = { grouping: grouping ?? view.grouping, sorting: sorting ?? view.sorting };
    if (next.grouping !== view.grouping || next.sorting !== view.sorting) this.#view.set({ ...view, ...next });
  }

  setActive(activeId: string | null): void {
    const view = this.get();
    if (activeId !== view.activeId) this.#view.set({ ...view, activeId });
  }

  setExpanded(group: string, expanded: boolean): void {
    const view = this.get();
    const field = view.filter.trim() === '' ? 'collapsed' : 'collapsedInFilter';
    const others = view[field].filter((id) => id !== group);
    this.#view.set({ ...view, [field]: expanded ? others : [...others, group].slice(-maxCollapsed) });
  }
}

function readActiveId(saved: unknown): string | null {
  if (typeof saved !== 'object' || saved === null || !('activeId' in saved)) return null;
  return typeof saved.activeId === 'string' ? saved.activeId : null;
}
