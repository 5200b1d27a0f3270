/** Answers for what a person arranged in the panel, as both ends understand it: what is found, how it is grouped, and where the list stands. */
import type { SectionId } from './messages';
import { groupings, sortings, type Grouping, type Sorting } from './view/view';

/** Sections of the host's order that hold issues, in display order; by status they are the groups of the list. */
export const issueSections = [
  'inProgress',
  'ready',
  'blocked',
  'deferred',
  'other',
] as const satisfies readonly SectionId[];

/** Group id of the records that could not be read. */
export const problemsGroup = 'problems';

/** Group id of the issues of a status, when they are grouped by it. */
const statusGroup = (section: SectionId): string => `status:${section}`;

/** Where the list stood: an entry in its group, and how far its top is above the list's own, in pixels. */
export interface ScrollAnchor {
  /** Group id. */
  readonly group: string;
  /** Entry id. */
  readonly id: string;
  readonly offset: number;
}

export interface PanelArrangement {
  readonly grouping: Grouping;
  readonly sorting: Sorting;
  /** The query, as typed. */
  readonly filter: string;
  /** Ids of closed groups, of any grouping. */
  readonly collapsed: readonly string[];
  /** Groups closed while a filter is set: a filter opens all of them first, so that nothing found is hidden. */
  readonly collapsedInFilter: readonly string[];
  /** Null: at the top. */
  readonly anchor: ScrollAnchor | null;
}

const untouched: PanelArrangement = {
  grouping: 'status',
  sorting: 'priority',
  filter: '',
  collapsed: [statusGroup('deferred'), statusGroup('other'), problemsGroup],
  collapsedInFilter: [],
  anchor: null,
};

/** Longer queries are cut, in UTF-16 units. */
export const maxFilterLength = 1_000;

/** So many closed groups are kept; of more the last ones. */
export const maxCollapsed = 500;

/** Group ids hold names that trackers give, entry ids keys of issues. */
export const maxIdLength = 4_200;

/** More current issues than this stay in their groups: the pinned area must leave room for the list. */
export const maxPinned = 3;

/** Entry id of the row of the issue `key`. */
export function rowEntryId(key: string): string {
  return `row:${key}`;
}

/** What was saved in an earlier life of the page; every part that is not understood is as if untouched. */
export function readArrangement(saved: unknown): PanelArrangement {
  const fields = typeof saved === 'object' && saved !== null ? (saved as Record<string, unknown>) : {};
  return {
    grouping: groupings.find((grouping) => grouping === fields.grouping) ?? untouched.grouping,
    sorting: sortings.find((sorting) => sorting === fields.sorting) ?? untouched.sorting,
    filter: typeof fields.filter === 'string' ? fields.filter.slice(0, maxFilterLength) : untouched.filter,
    collapsed: readGroups(fields.collapsed) ?? untouched.collapsed,
    collapsedInFilter: readGroups(fields.collapsedInFilter) ?? untouched.collapsedInFilter,
    anchor: readAnchor(fields.anchor),
  };
}

function readGroups(saved: unknown): readonly string[] | null {
  if (!Array.isArray(saved)) return null;
  return [...new Set(saved.filter(isId).map(groupId))].slice(-maxCollapsed);
}

function readAnchor(saved: unknown): ScrollAnchor | null {
  if (typeof saved !== 'object' || saved === null) return null;
  const { section, group = section, id, offset } = saved as Record<string, unknown>;
  if (!isId(group) || !isId(id) || typeof offset !== 'number' || !Number.isFinite(offset)) return null;
  return { group: groupId(group), id, offset };
}

/** Before there were groupings, sections were kept by their own names. */
function groupId(saved: string): string {
  const section = issueSections.find((each) => each === saved);
  return section === undefined ? saved : statusGroup(section);
}

const isId = (value: unknown): value is string => typeof value === 'string' && value.length <= maxIdLength;
