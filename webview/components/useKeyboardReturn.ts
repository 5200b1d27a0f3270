/** Answers for the keyboard when it comes into the page, or what had it went: to where it was, at first to the list. */
import { useEffect } from 'react';

/**
 * The editor gives the keyboard to the page as a whole, where no key would do anything.
 * @param list selects what it begins with
 * @param otherwise selects where it goes while there is no list
 * @param isListed whether there is one
 */
export function useKeyboardReturn(list: string, otherwise: string, isListed: boolean): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (): void => {
      if (!document.hasFocus() || document.activeElement !== document.body) return;
      const before = last?.isConnected === true ? last : null;
      const first = document.querySelector<HTMLElement>(list) ?? document.querySelector<HTMLElement>(otherwise);
      (before ?? first)?.focus({ preventScroll: true });
    };
    const remember = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && target !== document.body) last = target;
    };
    // A press of the pointer brings the focus too, and then gives it to what is pressed.
    const takeSoon = (): void => {
      clearTimeout(timer);
      timer = setTimeout(take);
    };
    take();
    // The toolkit's buttons take no focus before they are made.
    void customElements.whenDefined('vscode-button').then(take);
    document.addEventListener('focusin', remember);
    window.addEventListener('focus', takeSoon);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('focusin', remember);
      window.removeEventListener('focus', takeSoon);
    };
  }, [list, otherwise, isListed]);
}
