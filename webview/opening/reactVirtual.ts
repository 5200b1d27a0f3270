/** Answers for the virtualizer's place in the first frame: the entries on screen at a given offset, computed once. */

interface Options {
  readonly count: number;
  readonly estimateSize: (index: number) => number;
  readonly rangeExtractor: (range: Range) => readonly number[];
  readonly overscan: number;
  readonly initialOffset: number;
  readonly initialRect: { readonly height: number };
}

interface Range {
  readonly startIndex: number;
  readonly endIndex: number;
  readonly overscan: number;
  readonly count: number;
}

/** Where the list stands in the first frame, in pixels; the page is scrolled there when it is in the document. */
export const opened = { scrollTop: 0 };

export function defaultRangeExtractor({ startIndex, endIndex, overscan, count }: Range): readonly number[] {
  const first = Math.max(0, startIndex - overscan);
  const last = Math.min(count - 1, endIndex + overscan);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

export function useVirtualizer(options: Options) {
  const { count, estimateSize, initialOffset, initialRect, overscan, rangeExtractor } = options;
  const starts: number[] = [0];
  let total = 0;
  for (let index = 0; index < count; index++) starts.push((total += estimateSize(index)));
  opened.scrollTop = Math.max(0, Math.min(initialOffset, total - 1));
  const endOffset = opened.scrollTop + initialRect.height;
  let startIndex = 0;
  while (startIndex < count - 1 && (starts[startIndex + 1] ?? total) <= opened.scrollTop) startIndex += 1;
  let endIndex = startIndex;
  while (endIndex < count - 1 && (starts[endIndex + 1] ?? total) < endOffset) endIndex += 1;
  const range: Range = { startIndex, endIndex, overscan, count };
  const items = count === 0 ? [] : rangeExtractor(range).map((index) => ({ index, start: starts[index] ?? 0 }));
  return {
    range,
    getVirtualItems: () => items,
    getTotalSize: () => total,
    scrollToIndex: (): void => undefined,
  };
}
