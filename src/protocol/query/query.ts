/** Answers for what a typed query says, as data: words, filters, and what could not be understood. */
import type { SectionId } from '../messages';

/** A place in the typed text, in UTF-16 units; `to` is behind its last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Something searched for in key, title, labels and assignees. */
export interface QueryWord extends Span {
  /** As typed, without quotes. */
  readonly text: string;
  /** It was quoted: found only as it stands. */
  readonly quoted: boolean;
  /** Hides what it finds. */
  readonly negated: boolean;
}

/** What a filter with a name and values can be about. */
export type ValueField = 'label' | 'assignee' | 'source' | 'repository' | 'phase' | 'type' | 'parent' | 'key';

/** What an issue can be beside its status. */
export type Flag = 'started' | 'current' | 'drift' | 'duplicate';

export type Comparison = '<' | '<=' | '=' | '>=' | '>';

/** One thing that is true of an issue or not. */
export type Condition =
  | { readonly kind: 'status'; readonly status: SectionId }
  | { readonly kind: 'flag'; readonly flag: Flag }
  /** `assignee:@me` */
  | { readonly kind: 'mine' }
  /** `no:label` */
  | { readonly kind: 'none'; readonly field: 'assignee' | 'label' | 'phase' | 'priority' | 'type' | 'parent' }
  | { readonly kind: 'value'; readonly field: ValueField; readonly value: string }
  | { readonly kind: 'number'; readonly field: 'priority' | 'unblocks'; readonly is: Comparison; readonly than: number }
  /** How long ago: `<` is younger. */
  | { readonly kind: 'age'; readonly field: 'updated' | 'created'; readonly is: Comparison; readonly ms: number }
  /** Before, on or after a day of the reader's calendar, written `2026-01-31`. */
  | { readonly kind: 'day'; readonly field: 'updated' | 'created'; readonly is: Comparison; readonly day: string };

/** A token such as `label:bug,"help wanted"`: one of its conditions is enough. */
export interface QueryFilter extends Span {
  readonly negated: boolean;
  /** At least one. */
  readonly conditions: readonly Condition[];
}

/**
 * A part that is not understood. `name`: there is no such filter, the token is searched for as a word. `value`: the
 * filter does not know this value, which is left out. `noValue`: nothing stands behind the colon yet. `quote`: it is not
 * closed, and taken to end with the text.
 */
export interface QueryTrouble extends Span {
  readonly kind: 'name' | 'value' | 'noValue' | 'quote';
  /** The name of the filter as typed; empty for the quote of a word. */
  readonly name: string;
  /** What is not understood, as typed. */
  readonly text: string;
}

export interface Query {
  readonly words: readonly QueryWord[];
  readonly filters: readonly QueryFilter[];
  readonly troubles: readonly QueryTrouble[];
}
