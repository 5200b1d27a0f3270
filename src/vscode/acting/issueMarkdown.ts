/** Answers for issues as Markdown that can be pasted anywhere: a link for one, a list for several. */
import type { EvaluatedIssue } from '../../domain/readiness';
import { issueName } from '../../protocol/issueName';
import { webAddress } from '../panel/links';

/** `[#412 Title](address)`, or the name and the title where there is no page. */
export function issueMarkdown(issues: readonly EvaluatedIssue[]): string {
  const links = issues.map(link);
  return links.length === 1 ? (links[0] ?? '') : links.map((each) => `- ${each}\n`).join('');
}

function link({ source, issue }: EvaluatedIssue): string {
  const text = escaped(`${issueName(source, issue.id)} ${issue.title}`);
  const page = webAddress(issue.url);
  return page === null ? text : `[${text}](${address(page)})`;
}

/** On one line, and without what begins or ends anything: https://spec.commonmark.org/current/#backslash-escapes */
function escaped(text: string): string {
  return text
    .replace(/[\p{Cc}\s\u2028\u2029]+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]<>&~|$]|^#(?=#* )|!(?=\[)/g, '\\$&');
}

const codes: Readonly<Record<string, string>> = { '(': '%28', ')': '%29', '<': '%3C', '>': '%3E', '\\': '%5C' };

const address = (page: string): string =>
  page.replace(/[()<>\\]/g, (sign) => codes[sign] ?? sign).replace(/\s/g, (sign) => encodeURIComponent(sign));
