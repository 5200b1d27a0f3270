/** Answers for how many cells of a terminal a text takes, and for cutting it to fit. */

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Emoji and the scripts whose characters are two cells wide (Unicode East Asian Width: wide and fullwidth). */
const wide =
  /^(?:\p{Emoji_Presentation}|\p{Regional_Indicator}|[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}])/u;
const invisible = /^[\p{M}\p{Cf}]+$/u;
const printableAscii = /^[ -~]*$/;

/** Control characters and those that reorder text: a title must not command the terminal or disguise itself. */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

function cellsOf(grapheme: string): number {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) || grapheme.includes('\ufe0f') ? 2 : 1;
}

/** The text on one line without anything that a terminal would obey. */
export const printable = (text: string): string => text.replace(unsafe, ' ').trim();

/** Cells of a terminal that the (printable) text takes. */
export function textWidth(text: string): number {
  if (printableAscii.test(text)) return text.length;
  let cells = 0;
  for (const { segment } of graphemes.segment(text)) cells += cellsOf(segment);
  return cells;
}

/** The text if it fits into `cells`, else as much of it as fits together with an ellipsis. Never cuts a character. */
export function truncate(text: string, cells: number): string {
  if (textWidth(text) <= cells) return text;
  if (cells < 1) return '';
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const width = cellsOf(segment);
    if (used + width > cells - 1) break;
    kept += segment;
    used += width;
  }
  return `${kept.trimEnd()}…`;
}
