/** Answers for what a tracker of markdown files says about itself: where its records are and how one is read. */
import type { Issue } from '../../../domain/issue';
import type { Body } from './body';
import type { FrontMatter } from './frontMatter';

/** One kind of record files. Pure: the same file gives the same facts. */
export interface MarkdownFormat {
  readonly kind: string;
  /** Display name of the tracker. */
  readonly label: string;
  /** Folders below the home, with forward slashes, whose `.md` files may be records, at any depth. None in another. */
  readonly folders: readonly string[];
  /** Files below the home that change how records are read. When one of them changes, all records are decoded anew. */
  readonly settings: readonly string[];
  /** Moves when the same file would give other facts: the version of the decoder, and what the settings say. */
  readonly version: string;
  /** Whether the file at this path (relative to the home) is a record at all; a `readme.md` is not. */
  isRecord(path: string): boolean;
  decode(record: RecordText): DecodedRecord;
  /** What of a record's body is its issue's text; absent: all. @param title of the issue */
  textIn?(body: string, title: string): string;
}

export interface RecordText {
  /** Relative to the home, with forward slashes. */
  readonly path: string;
  readonly frontMatter: FrontMatter;
  /** What stands below, as far as an excerpt may need it; absent where only the fields are asked for. */
  readonly body?: Body;
}

/** Something a record says that was not understood. `line` is 1-based in the file. */
export interface Remark {
  readonly line: number;
  /** A clause such as "priority is not one of critical, high, medium, low". */
  readonly clause: string;
}

export type DecodedRecord =
  /** Read, except for what the remarks say. Its location is known to whoever read the file. */
  | { readonly kind: 'issue'; readonly facts: Omit<Issue, 'location'>; readonly remarks: readonly Remark[] }
  /** It is no record, and nobody needs to know. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'malformed'; readonly line: number; readonly why: string };
