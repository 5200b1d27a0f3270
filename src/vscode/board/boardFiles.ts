/** Answers for the texts of the board's page, read once from what was built. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface BoardFiles {
  readonly styles: string;
  /** None: the board's first frame is its skeleton. */
  readonly painter: null;
}

/** @param folder absolute path of `dist/webview` */
export function readBoardFiles(folder: string): BoardFiles {
  return { styles: readFileSync(path.join(folder, 'board.css'), 'utf8'), painter: null };
}
