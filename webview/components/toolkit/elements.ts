/** Answers for the types of the toolkit's elements in JSX; there is nothing to run. */

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- JSX reads its element types from this namespace.
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': HTMLAttributes<HTMLElement> & { readonly appearance: 'primary' | 'secondary' };
      'vscode-progress-ring': HTMLAttributes<HTMLElement>;
    }
  }
}

export {};
