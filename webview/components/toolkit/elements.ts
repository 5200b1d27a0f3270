/** Answers for the types of the toolkit's elements in JSX; there is nothing to run. */
import type { Ref } from 'react';

/** A text field as script sees it, whether already defined or not. */
export interface TextFieldElement extends HTMLElement {
  value: string;
}

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- JSX reads its element types from this namespace.
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': HTMLAttributes<HTMLElement> & { readonly appearance: 'primary' | 'secondary' };
      'vscode-progress-ring': HTMLAttributes<HTMLElement>;
      'vscode-text-field': HTMLAttributes<HTMLElement> & {
        readonly placeholder: string;
        readonly ref?: Ref<TextFieldElement>;
      };
    }
  }
}
