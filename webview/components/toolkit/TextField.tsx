/** Answers for a line of text to type into. */
import { useEffect, useRef, type ReactNode } from 'react';
import type { TextFieldElement } from './elements';

export interface TextFieldHandle {
  focus(): void;
}

export function TextField({
  value,
  label,
  placeholder,
  onValue,
  onKeyDown,
  handle,
  children,
}: {
  readonly value: string;
  /** Spoken, not shown. */
  readonly label: string;
  readonly placeholder: string;
  readonly onValue: (value: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Receives the means to focus the field while it is mounted. */
  readonly handle: (handle: TextFieldHandle | null) => void;
  /** Elements with a `slot` of `start` or `end`. */
  readonly children?: ReactNode;
}) {
  const element = useRef<TextFieldElement>(null);

  useEffect(() => {
    const field = element.current;
    // The element may still wait to be defined; it takes over what was set before.
    if (field !== null && field.value !== value) field.value = value;
  }, [value]);

  useEffect(() => {
    let mounted = true;
    // When the toolkit takes the element over, it replaces the label by words of its own.
    void customElements.whenDefined('vscode-text-field').then(() => {
      const field = element.current;
      if (!mounted || field === null) return;
      field.ariaLabel = label;
      field.setAttribute('aria-label', label);
      field.shadowRoot?.querySelector('input')?.setAttribute('aria-label', label);
    });
    return () => {
      mounted = false;
    };
  }, [label]);

  useEffect(() => {
    const field = element.current;
    if (field === null) return undefined;
    const onInput = (): void => {
      onValue(field.value);
    };
    field.addEventListener('input', onInput);
    field.addEventListener('keydown', onKeyDown);
    return () => {
      field.removeEventListener('input', onInput);
      field.removeEventListener('keydown', onKeyDown);
    };
  }, [onValue, onKeyDown]);

  useEffect(() => {
    handle({ focus: () => element.current?.focus() });
    return () => {
      handle(null);
    };
  }, [handle]);

  return (
    <vscode-text-field ref={element} aria-label={label} placeholder={placeholder}>
      {children}
    </vscode-text-field>
  );
}
