/** Answers for work that is done a little at a time, so that nothing else has to wait for it. */

/** Yields wherever it may be interrupted, or given up: no more than a few milliseconds apart. */
export type Steps<Value> = Generator<undefined, Value, undefined>;

/** How many small things are looked at from one step to the next. */
const stepSize = 2_048;

/** Whether the work is to be interrupted before the thing at `at` is looked at. */
export const isStep = (at: number): boolean => at > 0 && at % stepSize === 0;

export function atOnce<Value>(steps: Steps<Value>): Value {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** In the order of `compare`, which takes no two for equal; quickest when they are nearly in it already. */
export function* sortedInSteps<Item>(
  items: readonly Item[],
  compare: (one: Item, other: Item) => number,
): Steps<readonly Item[]> {
  let sorted: Item[] = [];
  for (let from = 0; from < items.length; from += stepSize) {
    for (const item of items.slice(from, from + stepSize).sort(compare)) sorted.push(item);
    yield;
  }
  for (let width = stepSize; width < sorted.length; width *= 2) {
    const merged: Item[] = [];
    for (let from = 0; from < sorted.length; from += 2 * width) {
      yield* merge(sorted, [from, from + width, Math.min(from + 2 * width, sorted.length)], compare, merged);
    }
    sorted = merged;
  }
  return sorted;
}

/** Puts two runs that lie beside each other, and are in order, into `merged`. */
function* merge<Item>(
  items: readonly Item[],
  [from, middle, end]: readonly [number, number, number],
  compare: (one: Item, other: Item) => number,
  merged: Item[],
): Steps<void> {
  let left = from;
  let right = middle;
  while (merged.length < end) {
    if (isStep(merged.length)) yield;
    const one = items[left] as Item;
    const other = items[right] as Item;
    if (left < middle && (right >= end || compare(one, other) <= 0)) {
      merged.push(one);
      left++;
    } else {
      merged.push(other);
      right++;
    }
  }
}
