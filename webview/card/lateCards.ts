/** Answers for fetching the cards of issues when one may be wanted: the first screen does without them. */
import type { CardHost } from './card';

/** React is shared before (`shareReact`). The pointer over the panel, the keyboard in it, or the wish for a preview brings them. */
export function bringCards(host: CardHost): void {
  const { preview } = host.panel;
  const ending = new AbortController();
  let over: string | null = null;
  let isAsked = false;
  const bring = (): void => {
    if (isAsked) return;
    isAsked = true;
    void import('./card').then(({ startCards }) => {
      ending.abort();
      startCards(host, over);
    });
  };
  const listen = { signal: ending.signal, passive: true } as const;
  document.addEventListener(
    'pointerover',
    ({ target, pointerType }) => {
      const row = target instanceof Element ? target.closest<HTMLElement>('#root [data-key]') : null;
      over = pointerType === 'touch' ? null : (row?.dataset.key ?? null);
      bring();
    },
    listen,
  );
  document.addEventListener('focusin', bring, listen);
  const end = preview.subscribe(bring);
  ending.signal.addEventListener('abort', end);
  if (preview.get() !== null) bring();
}
