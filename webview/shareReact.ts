/** Answers for there being one React in the page: bundles that come later take the program's. */
import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactDomClient from 'react-dom/client';

declare global {
  interface Window {
    /** The program's own React, for the bundles that come after it: a second one would be as large as all the rest. */
    contextScoutReact?: Readonly<Record<string, unknown>>;
  }
}

/** To be called before such a bundle is asked for (`programsReact` in esbuild.mjs). */
export function shareReact(): void {
  window.contextScoutReact ??= { react, 'react/jsx-runtime': jsxRuntime, 'react-dom/client': reactDomClient };
}
