/** Answers for the first words of an issue's text, for where there is room for a line or two and no markup. */
import type { Excerpt } from '../../domain/issue';

/** In UTF-16 units: two lines of a hover. */
const longest = 180;

const fence = /^\s*(?:`{3,}|~{3,})/;
/** Headings, tables, rules, markup and lines of nothing. */
const noSentence = /^\s*(?:#|\||<|(?:[-*_=]\s*){3,}$|$)/;
const marker = /^\s*(?:(?:[-*+>]|\d{1,9}[.)])\s+)+(?:\[[ x]\]\s+)?/i;

/** In one line; null where it begins with no sentence. */
export function excerptLead({ text, isWhole }: Excerpt): string | null {
  const said: string[] = [];
  let isCode = false;
  for (const line of text.split('\n')) {
    if (fence.test(line)) isCode = !isCode;
    else if (!isCode && !noSentence.test(line)) said.push(line.replace(marker, '').trim());
  }
  const lead = said.join(' ');
  if (lead === '') return null;
  if (lead.length <= longest) return isWhole ? lead : `${lead} …`;
  const end = lead.lastIndexOf(' ', longest);
  return `${lead.slice(0, end > longest / 2 ? end : longest).replace(/[\ud800-\udbff]$/, '')} …`;
}
