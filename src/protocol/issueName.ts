/** Answers for how the id of an issue is written for people: where ids are bare numbers, with the sign they go by. */
import { say } from '../domain/words';

/** The kind of tracker whose ids are bare numbers. */
const numbering = 'github:';

const outsideId = /^[\w.-]+\/[\w.-]+#\d+$/;

/**
 * `#12` for the number 12 of GitHub, any other id as it is.
 * @param source id of the issue's source
 */
export function issueName(source: string, id: string): string {
  return source.startsWith(numbering) && /^\d+$/.test(id) ? `#${id}` : id;
}

/**
 * The name of an issue as one of `source` says it: a number of another repository bears that one's name, `api#7`.
 * @param key of the issue that is named
 */
export function nameBeside(source: string, key: string, id: string): string {
  const place = key.slice(0, Math.max(0, key.indexOf('#')));
  const name = issueName(place, id);
  return name === id || place === source ? name : `${place.slice(numbering.length)}${name}`;
}

/** Whether the issue lives in a repository that is no source: it has no row, only a page. Its id is `owner/name#12`. */
export function isOutside(key: string, id: string): boolean {
  return key.startsWith(numbering) && outsideId.test(id);
}

/**
 * Why a blocker that cannot be found has no name either; null: it has one. The server counts it, and either does not
 * show it to this account (`hidden`) or was not asked, or did not answer, which one it is (`unread`).
 */
export function namelessWhy(source: string, id: string): 'hidden' | 'unread' | null {
  if (!source.startsWith(numbering) || /^\d+$/.test(id) || outsideId.test(id)) return null;
  return id === 'unread' ? 'unread' : 'hidden';
}

/** Whether a blocker that cannot be found has no name either. */
export const isNameless = (source: string, id: string): boolean => namelessWhy(source, id) !== null;

/** What a blocker without a name is called. */
export const namelessWords = {
  hidden: () => say('an issue that this account does not see'),
  unread: () => say('blockers that were not read'),
} as const;
