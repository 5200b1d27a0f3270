/** Answers for all that a page says, on the screen or to a screen reader, with where it says it. */
import type { Frame, Page } from 'playwright-core';

export interface VisibleText {
  /** The element, as a selector would have it; with the attribute's name where it is in one. */
  readonly where: string;
  readonly text: string;
}

export const visibleTexts = (page: Frame | Page): Promise<readonly VisibleText[]> => page.evaluate(readTexts);

/** Runs in the page. */
function readTexts(): VisibleText[] {
  const attributes = [
    'title',
    'alt',
    'placeholder',
    'aria-label',
    'aria-description',
    'aria-valuetext',
    'aria-roledescription',
  ];
  const found: VisibleText[] = [];
  const nameOf = (element: Element): string =>
    [element.localName, ...element.classList].join('.') + (element.id === '' ? '' : `#${element.id}`);
  const read = (root: Element | ShadowRoot): void => {
    for (const node of root.childNodes) {
      if (node instanceof Text) {
        const text = node.data.trim();
        const parent = node.parentElement ?? (root instanceof ShadowRoot ? root.host : root);
        if (text !== '') found.push({ where: nameOf(parent), text });
      }
      if (!(node instanceof Element) || ['script', 'style', 'head', 'code'].includes(node.localName)) continue;
      const isSilent = node.closest('[aria-hidden=true]') !== null;
      for (const name of attributes) {
        if (isSilent && name.startsWith('aria-')) continue;
        const text = node.getAttribute(name) ?? '';
        if (text !== '') found.push({ where: `${nameOf(node)}[${name}]`, text });
      }
      read(node);
      if (node.shadowRoot !== null) read(node.shadowRoot);
    }
  };
  read(document.documentElement);
  return found;
}
