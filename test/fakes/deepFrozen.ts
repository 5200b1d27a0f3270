/** Answers for making sure that nobody changes what was handed out: whoever tries is thrown at. */

const changingFunctions = ['set', 'add', 'delete', 'clear'];

/** Freezes plain data and all it is made of; maps and sets lose the functions that change them. */
export function deepFreeze(value: unknown): void {
  const seen = new Set<unknown>();
  const waiting = [value];
  while (waiting.length > 0) {
    const each = waiting.pop();
    if (typeof each !== 'object' || each === null || seen.has(each)) continue;
    seen.add(each);
    waiting.push(...(Object.values(each) as unknown[]));
    if (each instanceof Map || each instanceof Set) {
      for (const inner of each.values() as Iterable<unknown>) waiting.push(inner);
      for (const name of changingFunctions) {
        if (!Object.isFrozen(each)) Object.defineProperty(each, name, { value: throwing });
      }
    }
    Object.freeze(each);
  }
}

function throwing(): never {
  throw new TypeError('What was published is changed.');
}
