/** Answers for the references people wrote in a document: in prose anywhere, in code only in comments. */
import { markdownProse } from '../../domain/markdownProse';
import { findReferences, type Reference } from '../../domain/reference';
import { commentSyntax } from './commentSyntax';
import { findComments } from './comments';

/** What is longer was not written by people. */
const longestText = 200_000;
/** In a longer line everything is data. */
const longestLine = 2_000;

const prose = new Set(['markdown', 'mdx', 'restructuredtext', 'asciidoc', 'quarto']);
const messages = new Set(['git-commit', 'scminput', 'hgcommit', 'jj-commit']);
/** Where nothing is a comment, or nobody knows what is. */
const silent = new Set(['json', 'csv', 'tsv', 'log', 'plaintext', 'diff', 'binary', 'search-result', 'jsonl']);

/** What git puts into a message that is edited, and drops again: https://git-scm.com/docs/git-commit#Documentation/git-commit.txt---cleanupmode */
const scissors = /^# -+ >8 -+$/m;

/** @param language VS Code's id of it */
export function textReferences(language: string, text: string): readonly Reference[] {
  if (text.length > longestText || silent.has(language) || !/#\d|gh-\d|:\/\//i.test(text)) return [];
  return found(language, text).filter(({ start }) => !isInLongLine(text, start));
}

function found(language: string, text: string): readonly Reference[] {
  if (prose.has(language)) return findReferences(markdownProse(text));
  if (messages.has(language)) return findReferences(text.slice(0, scissors.exec(text)?.index));
  return findComments(text, commentSyntax(language)).flatMap(({ start, end }) =>
    findReferences(text.slice(start, end)).map((reference) => ({
      ...reference,
      start: start + reference.start,
      end: start + reference.end,
    })),
  );
}

function isInLongLine(text: string, at: number): boolean {
  const begin = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  return (end === -1 ? text.length : end) - begin > longestLine;
}
