/** Answers for whether anything that hostile texts try has come of it: code that ran, requests, dialogs, navigation, refusals. */
import type { Frame, Page } from 'playwright-core';

export interface Hostility {
  /** What happened in the browser that should not have, as sentences. */
  readonly happened: readonly string[];
}

interface WatchedWindow {
  hostileRan?: unknown;
  /** What the content security policy refused. */
  refusals?: string[];
}

/** Begins to watch all of the page and its frames. @param isOurs whether an address is one the page itself asks for */
export function watchHostility(page: Page, isOurs: (address: string) => boolean): Hostility {
  const happened: string[] = [];
  page.on('dialog', (dialog) => {
    happened.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => happened.push(`popup ${popup.url()}`));
  page.on('request', (request) => {
    if (!isOurs(request.url())) happened.push(`request ${request.url().slice(0, 200)}`);
  });
  page.on('console', (message) => {
    const text = message.text();
    if (/content.security.policy|trusted ?type/i.test(text) && message.location().url.includes('fake.html')) {
      happened.push(`console ${text.slice(0, 300)}`);
    }
  });
  page.on('download', (download) => happened.push(`download ${download.url().slice(0, 200)}`));
  return { happened };
}

/** Hears of refusals from now on, in the frame as it is. */
export async function hearRefusals(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    const refusals: string[] = [];
    (window as WatchedWindow).refusals = refusals;
    document.addEventListener('securitypolicyviolation', (event) => {
      refusals.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
}

export interface FrameFacts {
  readonly ran: boolean;
  readonly refusals: readonly string[];
  /** Elements and attributes that no text of others may bring. */
  readonly foreign: readonly string[];
}

/** What is there to be seen of the texts' work in the page. */
export function lookForTraces(frame: Frame): Promise<FrameFacts> {
  return frame.evaluate(() => {
    const own = window as WatchedWindow;
    const names =
      'iframe, frame, object, embed, img, picture, video, audio, svg, math, form, base, link, marquee, dialog, template, textarea, select, body meta, body style, [srcdoc], [formaction], #root [href], .issue-card [href]';
    const foreign = [...document.querySelectorAll(names)].map((element) => element.outerHTML.slice(0, 200));
    for (const element of document.querySelectorAll('*')) {
      for (const { name } of element.attributes) if (/^on/i.test(name)) foreign.push(`${element.localName} ${name}`);
    }
    const ran = [window, window.parent].some((each) => {
      try {
        return (each as WatchedWindow).hostileRan !== undefined;
      } catch {
        return false;
      }
    });
    return {
      ran: ran || ({} as WatchedWindow).hostileRan !== undefined,
      refusals: own.refusals ?? ['not heard'],
      foreign,
    };
  });
}

export const noTraces: FrameFacts = { ran: false, refusals: [], foreign: [] };
