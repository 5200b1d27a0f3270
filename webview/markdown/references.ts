/**
 * Answers for what a text refers to: web and mail addresses become links that ask the host, issues of the workspace
 * links that go to their row, pictures links to where they are, and everything else the words it was.
 */
import { shownLines, shownText } from '../../src/protocol/shownText';

/** The key of the issue that is called so in the text's tracker; null when there is none in the panel. */
export type Knows = (name: string) => string | null;

/** Schemes the host opens. */
const leadsOut = /^(?:https?|mailto):/i;

/** More than a text for people holds; the rest stays words. */
const maxNames = 2_000;

/** Changes `content` in place. None of its elements has an address afterwards that a browser would follow or load. */
export function markReferences(content: DocumentFragment, knows: Knows): void {
  for (const image of content.querySelectorAll('img')) image.replaceWith(pictureLink(image));
  for (const link of content.querySelectorAll('a')) replaceLink(link, knows);
  for (const element of content.querySelectorAll('[href], [src], [alt]')) {
    for (const name of ['href', 'src', 'alt']) element.removeAttribute(name);
  }
  readTexts(content, knows);
}

/** A picture is not loaded: whoever keeps it would hear who reads the issue, and when. */
function pictureLink(image: HTMLImageElement): Node {
  const document = image.ownerDocument;
  const address = outward(image.getAttribute('src'));
  const words = image.getAttribute('alt')?.trim() ?? '';
  const name = words === '' ? (address === null ? '' : lastPart(address)) : words;
  const text = document.createTextNode(name);
  // Within a link the picture's own address would be a link in a link.
  if (address === null || image.closest('a') !== null) return text;
  const link = document.createElement('a');
  link.setAttribute('href', address);
  link.append(text);
  return link;
}

function lastPart(address: string): string {
  const { hostname, pathname } = new URL(address);
  return pathname.split('/').findLast((part) => part !== '') ?? hostname;
}

function replaceLink(link: HTMLAnchorElement, knows: Knows): void {
  const written = link.getAttribute('href') ?? '';
  const address = outward(written);
  const key = address === null ? knows(written) : null;
  if (address === null && key === null) {
    link.replaceWith(...link.childNodes);
    return;
  }
  const { ownerDocument: document } = link;
  const shown = key === null ? outwardLink(document, address ?? '') : issueLink(document, key);
  shown.append(...link.childNodes);
  if (shown.textContent.trim() === '') shown.append(address ?? written);
  link.replaceWith(shown);
}

/** Not an address the browser knows of: it cannot be followed past the host, dragged out or opened in the middle. */
function outwardLink(document: Document, address: string): HTMLElement {
  const link = linkElement(document);
  link.dataset.address = address;
  link.title = shownText(address);
  return link;
}

function issueLink(document: Document, key: string): HTMLElement {
  const link = linkElement(document);
  link.dataset.target = key;
  return link;
}

function linkElement(document: Document): HTMLElement {
  const link = document.createElement('span');
  link.className = 'link';
  link.setAttribute('role', 'link');
  link.tabIndex = 0;
  return link;
}

/** The address as a browser reads it, so that the one shown is the one opened; null unless the host may open it. */
function outward(address: string | null): string | null {
  if (address === null || !leadsOut.test(address) || !URL.canParse(address)) return null;
  return new URL(address).href;
}

/** Controls are made visible, and names of issues links. */
function readTexts(content: DocumentFragment, knows: Knows): void {
  const { ownerDocument: document } = content;
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode() !== null) texts.push(walker.currentNode as Text);
  let names = 0;
  for (const text of texts) {
    const shown = shownLines(text.data);
    if (shown !== text.data) text.data = shown;
    if ((text.parentElement?.closest('a, code, pre, .link') ?? null) !== null) continue;
    const parts = splitAtNames(document, shown, (name) => (names++ < maxNames ? knows(name) : null));
    if (parts.length > 1) text.replaceWith(...parts);
  }
}

const word = /#?[\p{L}\p{N}](?:[\p{L}\p{N}_-]|\.(?=[\p{L}\p{N}]))*/gu;

function splitAtNames(document: Document, text: string, knows: Knows): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const { 0: name, index } of text.matchAll(word)) {
    // Every name has a digit: looking up each word of a text would cost more than it finds.
    const key = /\d/.test(name) ? knows(name) : null;
    if (key === null) continue;
    const link = issueLink(document, key);
    link.append(name);
    parts.push(text.slice(end, index), link);
    end = index + name.length;
  }
  parts.push(text.slice(end));
  return parts;
}
