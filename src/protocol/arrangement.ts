/** Answers for what a person arranged in the panel, as both ends understand it: filter, closed sections and place. */
import type { SectionId } from './messages';

/** Sections that hold issues, in display order. */
export const issueSections = [
  'inProgress',
  'ready',
  'blocked',
  'deferred',
  'other',
] as const satisfies readonly SectionId[];

/** A section of the list: of issues, or of records that could not be read. */
export type SectionKey = SectionId | 'problems';

export const sectionKeys: readonly SectionKey[] = [...issueSections, 'problems'];

/** Where the list stood: an entry in its section, and how far its top is above the list's own, in pixels. */
export interface ScrollAnchor {
  readonly section: SectionKey;
  readonly id: string;
  readonly offset: number;
}

export interface PanelArrangement {
  readonly filter: string;
  readonly collapsed: readonly SectionKey[];
  /** Sections closed while a filter is set: a filter opens all of them first, so that nothing found is hidden. */
  readonly collapsedInFilter: readonly SectionKey[];
  /** Null: at the top. */
  readonly anchor: ScrollAnchor | null;
}

const untouched: PanelArrangement = {
  filter: '',
  collapsed: ['deferred', 'other', 'problems'],
  collapsedInFilter: [],
  anchor: null,
};

/** More current issues than this stay in their sections: the pinned area must leave room for the list. */
export const maxPinned = 3;

/** Entry id of the row of the issue `key`. */
export function rowEntryId(key: string): string {
  return `row:${key}`;
}

/** What was saved in an earlier life of the page; every part that is not understood is as if untouched. */
export function readArrangement(saved: unknown): PanelArrangement {
  const fields = typeof saved === 'object' && saved !== null ? (saved as Record<string, unknown>) : {};
  return {
    filter: typeof fields.filter === 'string' ? fields.filter : untouched.filter,
    collapsed: readSections(fields.collapsed) ?? untouched.collapsed,
    collapsedInFilter: readSections(fields.collapsedInFilter) ?? untouched.collapsedInFilter,
    anchor: readAnchor(fields.anchor),
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
