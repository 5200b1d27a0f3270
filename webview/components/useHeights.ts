/** Answers for how tall entries are: as tall as the editor's font asks for. */
import { useMemo, useSyncExternalStore } from 'react';
import type { Heights } from '../state/section';

const baseFontSize = 13;

/** Heights for the font size the editor gave the page; they follow when the person changes it. */
export function useHeights(): Heights {
  const fontSize = useSyncExternalStore(watchFontSize, readFontSize);
  return useMemo(() => heightsFor(fontSize), [fontSize]);
}

/** The same, once. */
export const readHeights = (): Heights => heightsFor(readFontSize());

function heightsFor(fontSize: number): Heights {
  const scale = fontSize / baseFontSize;
  return { header: Math.round(22 * scale), row: Math.round(44 * scale) };
}

/** The editor writes its theme as custom properties into the style of the root element. */
function watchFontSize(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return () => {
    observer.disconnect();
  };
}

function readFontSize(): number {
  // Not the computed style: to compute it would hold up the first frame.
  const size = Number.parseFloat(document.documentElement.style.getPropertyValue('--vscode-font-size'));
  return Number.isFinite(size) && size > 0 ? size : baseFontSize;
}
