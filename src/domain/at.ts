/** Answers for reading an element at an index that is known to be inside. */

/** The number at `index` of a typed array; callers guarantee that it exists. */
export function at<T>(array: Readonly<Record<number, T>>, index: number): T {
  return array[index] as T;
}

/** The element at `index` of a list; callers guarantee that it exists. */
export function item<T>(list: readonly T[], index: number): T {
  return list[index] as T;
}
