/** Answers for the card of an issue on the page: where it stands, and how the keyboard gets into it and back. */
import { useLayoutEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import type { IssueDetails } from '../../src/protocol/issueDetails';
import type { Panel } from '../components/panel';
import type { Knows } from '../markdown/references';
import type { Preview } from '../state/preview';
import type { CardStore } from './cardStore';
import { IssueCard, titleId, type CardDeeds } from './IssueCard';
import { cardWidth, placeCard } from './placement';

export const cardClass = 'issue-card';

const focusable = 'button, summary, [role="link"]';

export function CardFrame({
  panel,
  cards,
  deeds,
  onClose,
}: {
  readonly panel: Panel;
  readonly cards: CardStore;
  readonly deeds: CardDeeds;
  /** Gives the keyboard back to the list. */
  readonly onClose: () => void;
}) {
  const preview = useSyncExternalStore(panel.preview.subscribe, panel.preview.get);
  const details = useSyncExternalStore(cards.shown.subscribe, cards.shown.get);
  if (preview === null || details === null) return null;
  // What was shown before stays while the keyboard goes on to the next row; the pointer's card belongs to its row.
  if (preview.by === 'pointer' && details.key !== preview.key) return null;
  return <Frame panel={panel} preview={preview} details={details} deeds={deeds} onClose={onClose} />;
}

function Frame({
  panel,
  preview,
  details,
  deeds,
  onClose,
}: {
  readonly panel: Panel;
  readonly preview: Preview;
  readonly details: IssueDetails;
  readonly deeds: CardDeeds;
  readonly onClose: () => void;
}) {
  const { store, now } = panel;
  const data = useSyncExternalStore(store.data.subscribe, store.data.get);
  const nowMs = useSyncExternalStore(now.subscribe, now.get);
  const element = useRef<HTMLDivElement>(null);
  const row = data?.rows.get(details.key) ?? null;
  const source = row?.source ?? null;
  const [knows, setKnows] = useState(() => knowsIn(panel, source));
  if (knows.source !== source) setKnows(knowsIn(panel, source));
  const { key } = details;

  useLayoutEffect(() => {
    const card = element.current;
    if (card === null) return undefined;
    const toPlace = (): void => {
      place(card, key);
    };
    toPlace();
    // The list may still be on its way to the row, and rows move when the window does.
    let frame = requestAnimationFrame(toPlace);
    const placeSoon = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(toPlace);
    };
    window.addEventListener('resize', placeSoon);
    document.addEventListener('scroll', placeSoon, { capture: true, passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('resize', placeSoon);
      document.removeEventListener('scroll', placeSoon, { capture: true });
    };
  }, [key, details, data]);
  useLayoutEffect(() => {
    element.current?.scrollTo({ top: 0 });
  }, [key]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const leaves = event.key === 'Escape' || (event.key === 'Tab' && isAtEnd(element.current, event));
    if (!leaves) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
    if (event.key === 'Escape') panel.preview.set(null);
  };
  return (
    <div
      ref={element}
      className={cardClass}
      role="dialog"
      aria-labelledby={titleId}
      tabIndex={-1}
      data-issue={key}
      data-by={preview.by}
      onKeyDown={onKeyDown}
    >
      <IssueCard details={details} row={row} nowMs={nowMs} knows={knows.of} deeds={deeds} />
    </div>
  );
}

/** A name as one of `source` says it; only what has a row is known. */
function knowsIn(panel: Panel, source: string | null): { readonly source: string | null; readonly of: Knows } {
  const of: Knows = (name) => {
    const rows = panel.store.data.get()?.rows;
    if (rows === undefined || source === null) return null;
    const keys = [`${source}#${name}`, `${source}#${name.replace(/^#/, '')}`];
    return keys.find((each) => rows.has(each)) ?? null;
  };
  return { source, of };
}

/** The row on the page; null while the list does not have it there. */
export function rowElement(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`#root [data-key="${CSS.escape(key)}"]`);
}

function place(card: HTMLElement, key: string): void {
  const row = rowElement(key);
  if (row === null) return;
  const page = { width: window.innerWidth, height: window.innerHeight };
  const { style } = card;
  const { scrollTop } = card;
  style.width = `${cardWidth(page.width)}px`;
  style.maxHeight = 'none';
  const placement = placeCard(row.getBoundingClientRect(), card.offsetHeight, page);
  style.maxHeight = `${placement.maxHeight}px`;
  style.left = `${placement.left}px`;
  style.top = placement.side === 'below' ? `${placement.offset}px` : 'auto';
  style.bottom = placement.side === 'above' ? `${placement.offset}px` : 'auto';
  card.scrollTop = scrollTop;
}

/** Whether the next press of Tab would leave the card. */
function isAtEnd(card: HTMLElement | null, { shiftKey, target }: KeyboardEvent): boolean {
  const stops = [...(card?.querySelectorAll<HTMLElement>(focusable) ?? [])].filter((stop) => stop.checkVisibility());
  if (shiftKey) return target === card || target === stops[0];
  return stops.length === 0 || target === stops.at(-1);
}
