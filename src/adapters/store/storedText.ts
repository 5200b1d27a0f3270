/** Answers for texts that SQLite does not give back as they were: lone surrogates, which have no UTF-8, NUL, and a byte order mark. */

/** Begins a text that is kept as JSON. */
const marker = '\u0001';
const special = /^[\u0001\ufeff]|\0|[\ud800-\udfff]/u;

/** The form in which `text` survives a text column. */
export function storedText(text: string): string {
  return special.test(text) ? marker + JSON.stringify(text) : text;
}

/** Takes back {@link storedText}; null when it is not such a form. */
export function readText(stored: string): string | null {
  if (!stored.startsWith(marker)) return stored;
  const text = parseJson(stored.slice(marker.length));
  return typeof text === 'string' ? text : null;
}

/** The value of a JSON text; undefined when it is none. */
export function parseJson(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
