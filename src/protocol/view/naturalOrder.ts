/** Answers for the order of names as people expect it: numbers in them by their size. */

let collator: Intl.Collator | null = null;

/** Never 0 for two that differ. */
export function naturally(one: string, other: string): number {
  // Made on first use: a page that opens does not wait for it.
  collator ??= new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  const order = collator.compare(one, other);
  return order !== 0 ? order : one < other ? -1 : one > other ? 1 : 0;
}
