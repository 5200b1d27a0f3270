/** Answers for the form in which two ids of one source are compared. */
import type { IdRules } from './trackerRules';

/** Ids whose numbers are numbers to the tracker: `7`, `task-007`, `task-7.02`. */
const numbered = /^(?:[a-z]+-)?\d+(?:\.\d+)*$/i;

/** The form of an id in which it equals all others that mean the same record. Never shown to anybody. */
export function canonicalId(id: string, { ignoreCase, ignoreLeadingZeros, barePrefix }: IdRules): string {
  const named = barePrefix === null || hasPrefix(id) ? id : barePrefix + id;
  const cased = ignoreCase ? named.toLowerCase() : named;
  return ignoreLeadingZeros && mayHaveLeadingZeros(cased) && numbered.test(cased)
    ? cased.replace(/(^|[-.])0+(?=\d)/g, '$1')
    : cased;
}

/** Whether the id begins with letters and a dash. Every id is asked, so this is no pattern. */
function hasPrefix(id: string): boolean {
  let at = 0;
  while (isLetter(id.charCodeAt(at))) at++;
  return at > 0 && id[at] === '-';
}

/** Nearly all ids have none, and are done by this. */
const mayHaveLeadingZeros = (id: string): boolean => id.startsWith('0') || id.includes('-0') || id.includes('.0');

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
