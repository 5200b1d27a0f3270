/** Answers for how many bytes the panel may fetch before its first paint, and until its program runs. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

export interface BundleSize {
  readonly rawBytes: number;
  readonly gzipBytes: number;
}

export interface BundleBudget extends BundleSize {
  /** What the files are together, for a person. */
  readonly what: string;
  /** Files below `dist/webview/`, of a production build. */
  readonly files: readonly string[];
}

/**
 * Raise one only on purpose, and say in the commit for what: what is not on the first screen is to be loaded on demand.
 * The page itself brings the styles and the painter, so it cannot be painted before they are here.
 */
export const bundleBudgets: readonly BundleBudget[] = [
  { what: 'in the page: painter and styles', files: ['opening.js', 'main.css'], rawBytes: 110_000, gzipBytes: 36_000 },
  { what: 'the program that takes over', files: ['main.js'], rawBytes: 350_000, gzipBytes: 115_000 },
];

/** @param folder `dist/webview`, absolute */
export function sizeOf({ files }: BundleBudget, folder: string): BundleSize {
  const texts = files.map((file) => readFileSync(path.join(folder, file)));
  const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);
  return {
    rawBytes: sum(texts.map(({ length }) => length)),
    gzipBytes: sum(texts.map((text) => gzipSync(text, { level: 9 }).length)),
  };
}
