/** Answers for what a task says it is about: the description, which its plan, its criteria and its notes follow. */
import type { Body } from '../markdown/body';

/** https://github.com/MrLesk/Backlog.md/blob/main/src/markdown/structured-sections.ts */
const begin = '<!-- SECTION:DESCRIPTION:BEGIN -->';
const end = '<!-- SECTION:DESCRIPTION:END -->';

const heading = /^##[ \t]+Description[ \t]*\r?$/im;
const nextHeading = /^##[ \t]/m;

/**
 * The description, and whether there is nothing else: between its marks, or, as older versions wrote it, up to the next
 * heading; the whole body where it has none.
 */
export function descriptionIn(body: Body): Body {
  const { text } = body;
  const marked = text.indexOf(begin);
  if (marked !== -1) return part(body, marked + begin.length, end);
  const found = heading.exec(text);
  return found === null ? body : part(body, found.index + found[0].length, nextHeading);
}

function part({ text, isWhole }: Body, from: number, until: string | RegExp): Body {
  const rest = text.slice(from);
  const to = typeof until === 'string' ? rest.indexOf(until) : rest.search(until);
  if (to === -1) return { text: rest, isWhole };
  const after = typeof until === 'string' ? rest.slice(to + until.length) : rest.slice(to);
  return { text: rest.slice(0, to), isWhole: isWhole && after.trim() === '' };
}
