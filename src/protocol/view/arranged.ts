/** Answers for the form of an arranged list: what is to be arranged, how, and the groups that come of it. */
import type { Priority } from '../../domain/issue';
import type { PanelHeader, Row, SectionId, SectionOrder } from '../messages';
import type { Query } from '../query/query';
import type { Grouping, Sorting } from './view';

/**
 * What is arranged; the data of the panel fits as it is. It counts as unchanged for as long as it is the same object:
 * who changes the map of rows hands over another one.
 */
export interface ArrangeableData {
  /** Rows that are missing here are not listed, unless the list is as the host ordered it. */
  readonly rows: ReadonlyMap<string, Row>;
  readonly order: SectionOrder;
  readonly header: Pick<PanelHeader, 'me' | 'sources' | 'repositories'>;
}

export interface ArrangeWish {
  /** As typed. */
  readonly query: string;
  readonly grouping: Grouping;
  readonly sorting: Sorting;
  /** What ages in the query count from, in epoch milliseconds. */
  readonly nowMs: number;
}

/** What the issues of a group have in common; `value: null` where they have none of it. */
export type GroupValue =
  | { readonly kind: 'status'; readonly value: SectionId }
  | { readonly kind: 'priority'; readonly value: Priority | null }
  /** `value`: the id of the source; `name`: its label. */
  | { readonly kind: 'source'; readonly value: string; readonly name: string }
  /** `value`: the key of the parent; `name`: its title. */
  | { readonly kind: 'parent'; readonly value: string | null; readonly name: string | null }
  /** `value`: the first of the spellings of that name. */
  | { readonly kind: 'repository' | 'phase' | 'assignee' | 'label'; readonly value: string | null };

export type ArrangedGroup = GroupValue & {
  /** The same for the same group in every arrangement, unlike any other's: `status:ready`, `label:bug`, `label`. */
  readonly id: string;
  /** Keys of the issues that match, in order; pinned ones too. */
  readonly keys: readonly string[];
  /** Issues of the group whether they match or not, pinned ones too. */
  readonly total: number;
};

export interface Arranged {
  /**
   * In display order. By status there are always all five; otherwise those with an issue, be it one that does not match.
   */
  readonly groups: readonly ArrangedGroup[];
  /** Issues in all groups, and how many of them match. */
  readonly total: number;
  readonly matching: number;
  /** What was understood of the text, with what was not. */
  readonly query: Query;
  /** Whether the query may hide rows: it has at least one word or filter. */
  readonly filtering: boolean;
}
