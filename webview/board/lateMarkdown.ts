/** Answers for fetching what shows texts when the first one is there: the columns do without it. */
import * as react from 'react';
import * as jsxRuntime from 'react/jsx-runtime';
import * as reactDomClient from 'react-dom/client';

export const LateMarkdown = react.lazy(async () => {
  window.contextScoutReact = { react, 'react/jsx-runtime': jsxRuntime, 'react-dom/client': reactDomClient };
  const { Markdown } = await import('../markdown/Markdown');
  return { default: Markdown };
});
