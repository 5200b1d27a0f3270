/** Answers for samples whose own words are in Greek letters: what is in Latin ones on the page is then the panel's. */

/** Fields that hold words of trackers, servers and people; every other one holds codes that the panel goes by. */
const worded =
  /^(title|name|labels|assignees|message|branch|upstream|parentTitle|trackerStatus|type|via|tag|repository|host|sentence|incomplete|notes|unwatched|path|phase|text|author|excerpt)$/;

/** A copy with all words of the data in Greek letters. */
export function foreign<T>(value: T): T {
  return changed(value, false) as T;
}

function changed(value: unknown, isWorded: boolean): unknown {
  if (typeof value === 'string') return isWorded ? greek(value) : value;
  if (Array.isArray(value)) return value.map((each) => changed(each, isWorded));
  if (typeof value !== 'object' || value === null) return value;
  // An account says by which of three ways it acts, a header in which phase it is.
  const isCode = (name: string, held: unknown): boolean =>
    (name === 'via' && 'name' in value) || (name === 'phase' && typeof held === 'string' && 'syncing' in value);
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [name, changed(held, worded.test(name) && !isCode(name, held))]),
  );
}

const greek = (text: string): string =>
  text.replaceAll(/[A-Za-z]/g, (letter) =>
    String.fromCodePoint((letter < 'a' ? 0x391 : 0x3b1) + ((letter.toLowerCase().charCodeAt(0) - 97) % 17)),
  );
