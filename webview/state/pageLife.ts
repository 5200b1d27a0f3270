/** Answers for what every page of ours does with the frame it lives in: its messages, its policy, what it keeps. */
import type { HostMessage } from '../../src/protocol/messages';

/** How long arranging may go on before it is kept. */
const saveDelayMs = 200;

/** Other scripts of the page's frame speak on the same channel; what has our types is the host's. */
export function isHostMessage(data: unknown): data is HostMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return data.type === 'event' || data.type === 'reply';
}

/** The toolkit tries out a style sheet, and looks in this place for the nonce that the page's policy asks for. */
export function tellNonce(nonce: string): void {
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = nonce;
  document.head.append(meta);
}

/** Saves what the person arranged, a moment after they stop and when the page goes. */
export function keepArranged(view: { subscribe(listener: () => void): unknown }, save: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const saveNow = (): void => {
    clearTimeout(timer);
    save();
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(saveNow, saveDelayMs);
  };
  view.subscribe(saveSoon);
  window.addEventListener('scroll', saveSoon, { capture: true, passive: true });
  window.addEventListener('pagehide', saveNow);
}
