/** Answers for what one fact on the second line of a row consists of. */

/** `good`: worth taking. `warn`, `bad`: something is off. `plain`: quiet, as most facts are. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** Which picture stands before a fact. Data age, inactivity and missing commits never share one. */
export type FactIcon =
  | 'unblocks'
  | 'quiet'
  | 'dataAge'
  | 'warning'
  | 'deferred'
  | 'ready'
  | 'inProgress'
  | 'parent'
  | 'subIssues'
  | 'commit'
  | 'noCommits'
  | 'branch'
  | 'open'
  | 'draft'
  | 'merged'
  | 'closed';

export interface Fact {
  /** What the fact is about; unique in a row. */
  readonly kind: string;
  readonly icon: FactIcon | null;
  readonly text: string;
  /** A word after the text that stands out. */
  readonly strong: string | null;
  /** A picture after the text: how a review ended. */
  readonly mark: 'approved' | 'changesRequested' | null;
  /** How many more of the kind there are. */
  readonly more: number;
  readonly tone: Tone;
  /** The whole sentence, for the tooltip and to be spoken. */
  readonly title: string;
  /** Key of the issue that a click on the fact goes to. */
  readonly target: string | null;
  /** Name of the page that a click on the fact opens. */
  readonly link: string | null;
  /** For facts that age: since when. */
  readonly sinceMs: number | null;
}

/** What a fact is unless it says otherwise. */
export const plain = {
  icon: null,
  strong: null,
  mark: null,
  more: 0,
  tone: 'plain',
  target: null,
  link: null,
  sinceMs: null,
} as const;
