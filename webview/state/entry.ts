/** Answers for what one line of the list can be. */
import type { Section } from './section';

/** `position` and `of` count within the parent, 1-based, as aria wants them. */
export type Entry =
  | {
      readonly kind: 'section';
      readonly id: string;
      readonly section: Section;
      readonly position: number;
      readonly of: number;
    }
  | {
      readonly kind: 'row';
      readonly id: string;
      readonly key: string;
      /** Null for a pinned row. */
      readonly section: Section | null;
      readonly position: number;
      readonly of: number;
    }
  | {
      readonly kind: 'problem';
      readonly id: string;
      readonly index: number;
      readonly section: Section;
      readonly position: number;
      readonly of: number;
    }
  /** After the listed problems: the way to all of them. */
  | {
      readonly kind: 'more';
      readonly id: string;
      readonly section: Section;
      readonly position: number;
      readonly of: number;
    }
  /** A sentence under a header; nothing to select. */
  | { readonly kind: 'note'; readonly id: string; readonly section: Section };
