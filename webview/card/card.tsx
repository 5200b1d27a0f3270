/** Answers for starting the cards of issues in the panel's page: a bundle of its own, asked for when one is wanted first. */
import { createRoot } from 'react-dom/client';
import type { IssueDetails } from '../../src/protocol/issueDetails';
import type { Panel } from '../components/panel';
import markdownStyles from '../markdown/markdown.css';
import { cardStrings } from '../strings/card';
import cardStyles from './card.css';
import { cardClass, CardFrame, rowElement } from './CardFrame';
import { CardStore } from './cardStore';
import { PointerRest } from './pointerRest';

export interface CardHost {
  readonly panel: Panel;
  /** Throws when the host says no. */
  readonly details: (key: string) => Promise<IssueDetails | null>;
  readonly openAddress: (address: string) => void;
  /** Gives the keyboard to the list. */
  readonly focusList: () => void;
}

/** @param over the row the pointer was on when this was asked for */
export function startCards(host: CardHost, over: string | null): void {
  const { panel } = host;
  const { store, preview, deeds } = panel;
  addStyles();
  const cards = new CardStore(host.details);
  const follow = (): void => {
    const data = store.data.get();
    const key = preview.get()?.key;
    // An issue that is gone has no card.
    if (data !== null && key !== undefined && !data.rows.has(key)) preview.set(null);
    cards.setRevision(data?.revision ?? null);
  };
  follow();
  store.data.subscribe(follow);

  const place = document.createElement('div');
  const spoken = document.createElement('div');
  spoken.className = 'spoken';
  spoken.ariaLive = 'polite';
  document.body.append(place, spoken);

  let wasOpen = false;
  const onPreview = (): void => {
    const wanted = preview.get();
    void cards.show(wanted?.key ?? null);
    const isOpen = wanted?.by === 'keyboard';
    if (isOpen !== wasOpen) spoken.textContent = isOpen ? cardStrings.opened : '';
    wasOpen = isOpen;
  };
  preview.subscribe(onPreview);
  onPreview();

  createRoot(place).render(
    <CardFrame
      panel={panel}
      cards={cards}
      onClose={host.focusList}
      deeds={{
        open: (key) => {
          deeds.openIssue(key, true);
        },
        openLink: (key, which) => {
          deeds.openLink(key, which);
        },
        openAddress: host.openAddress,
        reveal: (key) => {
          const by = preview.get()?.by;
          store.reveal.set({ key });
          preview.set(by === 'keyboard' ? { key, by } : null);
        },
      }}
    />,
  );
  followKeys(host);
  followPointer(host, cards, over);
}

/** Tab goes from the list into the card that was opened by keyboard; Escape closes it, and nothing else. */
function followKeys({ panel }: CardHost): void {
  const onKeyDown = (event: KeyboardEvent): void => {
    const card = document.querySelector<HTMLElement>(`.${cardClass}`);
    if (panel.preview.get()?.by !== 'keyboard' || card === null || isIn(card, event.target)) return;
    if (event.key === 'Tab' && !event.shiftKey) card.focus();
    else if (event.key === 'Escape') panel.preview.set(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener('keydown', onKeyDown, { capture: true });
}

function followPointer({ panel, focusList }: CardHost, cards: CardStore, over: string | null): void {
  const { preview } = panel;
  const isPointers = (): boolean => preview.get()?.by !== 'keyboard';
  const cardElement = (): HTMLElement | null => document.querySelector(`.${cardClass}`);
  const rest = new PointerRest(
    {
      after: (delayMs, callback) => {
        const timer = setTimeout(callback, delayMs);
        return () => {
          clearTimeout(timer);
        };
      },
    },
    {
      onNear: (key) => {
        if (isPointers()) cards.prepare(key);
      },
      onRest: (key) => {
        if (isPointers()) preview.set({ key, by: 'pointer' });
      },
      onLeave: () => {
        if (isIn(cardElement(), document.activeElement)) focusList();
        if (isPointers()) preview.set(null);
      },
    },
  );
  document.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    if (isIn(cardElement(), event.target)) rest.overCard();
    // A button that is pressed draws something or scrolls.
    else rest.overRow(event.buttons === 0 ? keyOf(event.target) : null);
  });
  document.documentElement.addEventListener('pointerleave', () => {
    rest.overRow(null);
  });
  const dismiss = (event: Event): void => {
    if (!isIn(cardElement(), event.target)) rest.dismiss();
  };
  const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta']);
  document.addEventListener('pointerdown', dismiss, { capture: true });
  document.addEventListener('contextmenu', dismiss, { capture: true });
  document.addEventListener(
    'keydown',
    (event) => {
      if (!modifiers.has(event.key)) dismiss(event);
    },
    { capture: true },
  );
  window.addEventListener('blur', dismiss);
  document.addEventListener(
    'scroll',
    (event) => {
      if (!isIn(cardElement(), event.target) && hasMoved()) rest.dismiss();
    },
    { capture: true, passive: true },
  );

  /** Whether the row of the card is elsewhere than it was: new data may scroll the list and leave it in place. */
  const hasMoved = (): boolean => {
    const top = rowElement(preview.get()?.key ?? '')?.getBoundingClientRect().top;
    return top === undefined || shownAt === null || Math.abs(top - shownAt) > 2;
  };
  let shownAt: number | null = null;
  preview.subscribe(() => {
    shownAt = rowElement(preview.get()?.key ?? '')?.getBoundingClientRect().top ?? null;
  });
  rest.overRow(over);
}

const isIn = (card: Element | null, target: EventTarget | null): boolean =>
  card !== null && target instanceof Node && card.contains(target);

/** The row that `target` is in. */
export function keyOf(target: EventTarget | null): string | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('#root [data-key]') : null;
  return row?.dataset.key ?? null;
}

/** By script, as the page's policy asks for no address this way. */
function addStyles(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${cardStyles}\n${markdownStyles}`);
  document.adoptedStyleSheets.push(sheet);
}
