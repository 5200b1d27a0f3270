/** Answers for the texts of the panel's page, read once from what was built. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface PanelFiles {
  readonly styles: string;
  readonly painter: string;
}

/**
 * Two small files, read when a page is made for the first time: it cannot be made without them.
 * @param folder absolute path of `dist/webview`
 */
export function readPanelFiles(folder: string): PanelFiles {
  return {
    styles: readFileSync(path.join(folder, 'main.css'), 'utf8'),
    painter: readFileSync(path.join(folder, 'opening.js'), 'utf8'),
  };
}
