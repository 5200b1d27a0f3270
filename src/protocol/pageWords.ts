/** Answers for how a page is told the language it speaks, where that is not English. */

export interface PageWords {
  /** BCP 47. */
  readonly locale: string;
  /** The translated text by its English template. */
  readonly texts: Readonly<Record<string, string>>;
}
