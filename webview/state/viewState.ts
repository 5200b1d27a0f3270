/** Answers for what the person arranged: filter, closed sections, active entry and scroll place, kept across reloads. */
import { Observable } from './observable';
import { sectionKeys, type SectionKey } from './sections';

/** Where the list stood: an entry in its section, and how far its top is above the list's own, in pixels. */
export interface ScrollAnchor {
  readonly section: SectionKey;
  readonly id: string;
  readonly offset: number;
}

export interface ViewState {
  readonly filter: string;
  readonly collapsed: readonly SectionKey[];
  /** Sections closed while a filter is set: a filter opens all of them first, so that nothing found is hidden. */
  readonly collapsedInFilter: readonly SectionKey[];
  /** Id of the entry the keyboard is on. */
  readonly activeId: string | null;
}

const initialView: ViewState = {
  filter: '',
  collapsed: ['deferred', 'other', 'problems'],
  collapsedInFilter: [],
  activeId: null,
};

export class ViewStore {
  readonly #view: Observable<ViewState>;
  /** Where the list is scrolled to. Changing it tells nobody: it is only kept. */
  anchor: ScrollAnchor | null;

  /** @param saved what {@link ViewStore.toSaved} gave in an earlier life, or anything else. */
  constructor(saved: unknown) {
    const fields = typeof saved === 'object' && saved !== null ? (saved as Record<string, unknown>) : {};
    this.#view = new Observable(readView(fields));
    this.anchor = readAnchor(fields.anchor);
  }

  /** Plain data to keep. */
  toSaved(): unknown {
    return { ...this.get(), anchor: this.anchor };
  }

  readonly get = (): ViewState => this.#view.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#view.subscribe(listener);

  setFilter(filter: string): void {
    const view = this.get();
    if (filter === view.filter) return;
    const collapsedInFilter = filter.trim() === '' ? [] : view.collapsedInFilter;
    this.#view.set({ ...view, filter, collapsedInFilter });
  }

  setActive(activeId: string | null): void {
    const view = this.get();
    if (activeId !== view.activeId) this.#view.set({ ...view, activeId });
  }

  setExpanded(section: SectionKey, expanded: boolean): void {
    const view = this.get();
    const field = view.filter.trim() === '' ? 'collapsed' : 'collapsedInFilter';
    const others = view[field].filter((key) => key !== section);
    this.#view.set({ ...view, [field]: expanded ? others : [...others, section] });
  }
}

function readView(fields: Record<string, unknown>): ViewState {
  const { filter, collapsed, collapsedInFilter, activeId } = fields;
  return {
    filter: typeof filter === 'string' ? filter : initialView.filter,
    collapsed: readSections(collapsed) ?? initialView.collapsed,
    collapsedInFilter: readSections(collapsedInFilter) ?? initialView.collapsedInFilter,
    activeId: typeof activeId === 'string' ? activeId : null,
  };
}

function readSections(saved: unknown): readonly SectionKey[] | null {
  return Array.isArray(saved) ? sectionKeys.filter((key) => saved.includes(key)) : null;
}

function readAnchor(saved: unknown): ScrollAnchor | null {
  if (typeof saved !== 'object' || saved === null) return null;
  const { section, id, offset } = saved as Record<string, unknown>;
  const known = sectionKeys.find((key) => key === section);
  return known !== undefined && typeof id === 'string' && typeof offset === 'number'
    ? { section: known, id, offset }
    : null;
}
