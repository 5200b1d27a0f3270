/** Answers for the table of the panel's keys. */
import { useEffect, useRef } from 'react';
import { Codicon } from '../components/Codicon';
import { findingStrings as strings, keyGroups } from '../strings/finding';

export function KeyTable({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    close.current?.focus();
    return () => {
      element?.close();
      // Opened by its command, the keyboard was nowhere in the page yet.
      const back = before === document.body ? document.querySelector('.tree') : before;
      if (back instanceof HTMLElement) back.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="key-table"
      aria-labelledby="key-table-title"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        // The button is all there is to go to: the keyboard stays with it. The rest of the page hears of no key.
        if (event.key === 'Tab') event.preventDefault();
        if (event.key === 'Escape' || event.key === '?') {
          event.preventDefault();
          onClose();
        }
        event.stopPropagation();
      }}
      onClick={(event) => {
        // What lies around it is the dialog itself.
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="key-table-body">
        <div className="key-table-head">
          <h2 id="key-table-title">{strings.keys}</h2>
          <button
            ref={close}
            type="button"
            className="icon-button"
            title={strings.close}
            aria-label={strings.close}
            onClick={onClose}
          >
            <Codicon name="close" />
          </button>
        </div>
        {keyGroups.map(({ name, keys }) => (
          <section key={name} aria-label={name}>
            <h3>{name}</h3>
            <dl>
              {keys.map(({ press, does }) => (
                <div key={does} className="key-line">
                  <dt>
                    {press.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
