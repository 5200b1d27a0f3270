/** Answers for the order of the list, before all rows are here and after, without ever holding the page up for it. */
import type { PanelOpening } from '../../src/protocol/messages';
import type { Steps } from '../../src/protocol/steps';
import { arranging } from '../../src/protocol/view/arrange';
import type { Arranged, ArrangeWish } from '../../src/protocol/view/arranged';
import { arrangedOfOpening, type PanelData } from './panelData';

/** How long it goes on without an interruption: a frame has 16 ms. */
const sliceMs = 8;

/** A list, and what it was made of. */
export interface ArrangedList {
  readonly data: PanelData;
  readonly wish: ArrangeWish;
  readonly arranged: Arranged;
}

/** The making of a list. */
export interface Arranging {
  readonly isDone: boolean;
  /** Until it is done, the one before it; null: there was none. */
  readonly list: ArrangedList | null;
  /** Goes on for a moment. @returns whether it is done */
  goOn(): boolean;
}

/** Begins a list; what takes no longer than a moment is there at once. */
export type Arrange = (data: PanelData, wish: ArrangeWish) => Arranging;

type StepsOf = (data: PanelData, wish: ArrangeWish) => Steps<Arranged>;

/** @param clockMs any that goes forward steadily */
export function patientArrange(stepsOf: StepsOf, clockMs: () => number): Arrange {
  let last: ArrangedList | null = null;
  return (data, wish) => {
    const before = last;
    const steps = stepsOf(data, wish);
    let made: ArrangedList | null = null;
    const goOn = (forMs: number): boolean => {
      const done = made === null ? goOnWith(steps, clockMs, forMs) : null;
      if (done !== null) last = made = { data, wish, arranged: done.value };
      return made !== null;
    };
    // Before the first there is nothing to show meanwhile.
    goOn(before === null ? Infinity : sliceMs);
    return {
      get isDone() {
        return made !== null;
      },
      get list() {
        return made ?? before;
      },
      goOn: () => goOn(sliceMs),
    };
  };
}

/** Goes on for a moment. @returns what comes of it; null: it is not done */
export function goOnWith<Value>(
  steps: Steps<Value>,
  clockMs: () => number,
  forMs = sliceMs,
): { readonly value: Value } | null {
  const endMs = clockMs() + forMs;
  do {
    const { done, value } = steps.next();
    if (done === true) return { value };
  } while (clockMs() < endMs);
  return null;
}

/** A page that brings a part of the rows brings them arranged: as long as that is what is wanted, there is no better. */
export function stepsFor(opening: PanelOpening): StepsOf {
  const { list } = opening;
  const opened = opening.whole || list === undefined ? null : arrangedOfOpening(opening);
  return function* (data, wish) {
    const isOpened =
      data.isPart &&
      list?.wish.query === wish.query &&
      list.wish.grouping === wish.grouping &&
      list.wish.sorting === wish.sorting;
    return isOpened && opened !== null ? opened : yield* arranging(data, wish);
  };
}
