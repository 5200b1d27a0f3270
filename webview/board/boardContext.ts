/** Answers for what every part of the board may use beside what it shares with the panel. */
import { createContext, use, useSyncExternalStore } from 'react';
import type { BoardView, BoardViewState } from './boardView';
import type { DetailStore } from './detailStore';

export interface BoardMeans {
  readonly view: BoardView;
  readonly detail: DetailStore;
  /** Opens an address that stands in an issue's text. */
  readonly openAddress: (address: string) => void;
}

export const BoardContext = createContext<BoardMeans | null>(null);

/** @throws outside of a board. */
export function useBoard(): BoardMeans {
  const board = use(BoardContext);
  if (board === null) throw new Error('This component belongs inside a board.');
  return board;
}

export function useBoardView(): BoardViewState {
  const { view } = useBoard();
  return useSyncExternalStore(view.subscribe, view.get);
}
