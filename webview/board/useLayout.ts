/** Answers for how much room the board has, which decides what stands beside what. */
import { useSyncExternalStore } from 'react';

/** `wide`: columns, and the detail beside them. `middle`: the detail below them. `narrow`: one column at a time. */
export type Layout = 'wide' | 'middle' | 'narrow';

const wideFrom = 1_080;
const middleFrom = 700;

function layoutOf(widthPx: number): Layout {
  if (widthPx >= wideFrom) return 'wide';
  return widthPx >= middleFrom ? 'middle' : 'narrow';
}

export function useLayout(): Layout {
  return useSyncExternalStore(watchWidth, () => layoutOf(window.innerWidth));
}

function watchWidth(onChange: () => void): () => void {
  window.addEventListener('resize', onChange);
  return () => {
    window.removeEventListener('resize', onChange);
  };
}
