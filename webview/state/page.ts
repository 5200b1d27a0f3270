/** Answers for what the page brings: the editor's interface, and the opening; shared by the script that paints it and the program. */
import type { PanelOpening } from '../../src/protocol/messages';

/** What the editor gives a webview. */
export interface Editor {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

export interface Page {
  readonly editor: Editor;
  readonly opening: PanelOpening;
  /** What the page's policy asks of styles and scripts. */
  readonly nonce: string;
  /** The first frame, which stands in for the program until that has rendered; null when it was not painted. */
  sight: OpeningSight | null;
}

/** The first frame on the screen. */
export interface OpeningSight {
  /** Pixels the list was scrolled to by hand; null: it stands where it was opened. */
  readonly scrolledTo: number | null;
  /** The row that was clicked last: nobody else heard of it. */
  readonly clicked: { readonly key: string; readonly preview: boolean } | null;
  /** The group whose header was clicked last, and what that asked for. */
  readonly folded: { readonly group: string; readonly expanded: boolean } | null;
  /** What was typed into the filter; null: nothing. */
  readonly typed: string | null;
  /** Where in it the keyboard is; null: elsewhere. */
  readonly focused: 'filter' | 'list' | null;
  /** Takes it off the screen. */
  remove(): void;
}

declare global {
  interface Window {
    /** Set by whichever script of the page comes first: the editor gives its interface once. */
    contextScoutPage?: Page;
  }
  function acquireVsCodeApi(): Editor;
}

/** @throws when the page is not one the host made. */
export function readPage(): Page {
  window.contextScoutPage ??= { editor: acquireVsCodeApi(), sight: null, ...takeOpening() };
  return window.contextScoutPage;
}

/** Out of the page: what stands there as text is soon no longer true. */
function takeOpening(): Pick<Page, 'opening' | 'nonce'> {
  const element = document.getElementById('opening');
  if (element === null) throw new Error('The page has no #opening.');
  element.remove();
  // The host wrote it into the page it made itself.
  return { opening: JSON.parse(element.textContent) as PanelOpening, nonce: element.nonce };
}
