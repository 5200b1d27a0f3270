/** Answers for which rows a typed filter shows; the host asks too, to open the page with them. */
import { issueName } from './issueName';
import type { Row } from './messages';

const haystacks = new WeakMap<Row, string>();

/** Title, id, labels and assignees in lower case, made once a row: rows are immutable. */
function haystack(row: Row): string {
  let text = haystacks.get(row);
  if (text === undefined) {
    // Line feeds keep a match from spanning two fields.
    text = [row.title, issueName(row.source, row.id), ...row.labels, ...row.assignees].join('\n').toLowerCase();
    haystacks.set(row, text);
  }
  return text;
}

/** What is searched for: the typed text without outer blanks, in lower case; empty when nothing is filtered. */
export function filterNeedle(typed: string): string {
  return typed.trim().toLowerCase();
}

/** Whether `row` shows under `needle`, which comes from {@link filterNeedle}. */
export function matchesFilter(row: Row, needle: string): boolean {
  return needle === '' || haystack(row).includes(needle);
}
