/**
 * Answers for the panel's page: a strict content security policy, and the first screen already inside.
 *
 * VS Code shows a page once its `load` event has come, or 200 ms have passed. So nothing in it is asked for by address
 * before that: styles, the rows and the script that paints them stand in the page itself, and the program is loaded
 * when the first frame is on the screen.
 */
import type { PanelOpening } from '../../protocol/messages';
import type { PageWords } from '../../protocol/pageWords';

export interface PanelPage {
  /** What the webview may load from, e.g. `https://*.vscode-cdn.net`. */
  readonly cspSource: string;
  /** Fresh for every page; unguessable. */
  readonly nonce: string;
  /** Address of the program. */
  readonly scriptUri: string;
  /** Address of the icon font. */
  readonly fontUri: string;
  /** The text of the style sheet. */
  readonly styles: string;
  /** The text of the script that paints the opening; null: what stands in `sight` is the first frame. */
  readonly painter: string | null;
  /** Our own markup, on the screen until the program has rendered. */
  readonly sight?: string;
  readonly opening: PanelOpening;
  /** Null, as for English: the page's own. */
  readonly words?: PageWords | null;
}

export function panelHtml(page: PanelPage): string {
  const { cspSource, nonce, words = null } = page;
  const policy = pagePolicy(cspSource, nonce);
  return `<!DOCTYPE html>
<html lang="${attribute(words?.locale ?? 'en')}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${styleText(page.styles)}</style>
<title>Context Scout</title>
${words === null ? '' : `<script type="application/json" id="words" nonce="${nonce}">${embedded(words)}</script>\n`}</head>
<body>
<div id="root">${page.sight ?? ''}</div>
<script type="application/json" id="opening" nonce="${nonce}">${embedded(page.opening)}</script>
${page.painter === null ? '' : `<script nonce="${nonce}">${scriptText(page.painter)}</script>\n`}<script nonce="${nonce}">${startScript(page)}</script>
<script async nonce="${nonce}" src="${nothingToRun}"></script>
</body>
</html>`;
}

/**
 * Nothing but what bears the nonce runs or is a style: not even a file of ours that a page was made to ask for (what a
 * program imports bears its nonce). No picture, frame or request goes anywhere. Text becomes markup through two policies
 * only: that of the sanitiser, and that of the toolkit, which knows no text of others.
 * https://w3c.github.io/trusted-types/dist/spec/
 */
const pagePolicy = (cspSource: string, nonce: string): string =>
  [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types dompurify fast-html`,
  ].join('; ');

/**
 * VS Code writes the page and only then listens for its `load`. A page that waits for nothing at all may have loaded by
 * then, and is shown after the 200 ms; an empty script takes a turn of the event loop, and no more.
 */
const nothingToRun = 'data:text/javascript,';

/** The page is shown first, then the icons, then the program. A page that is not on the screen waits for its frame. */
const startScript = ({ scriptUri, fontUri }: PanelPage): string =>
  [
    `addEventListener('load', () => {`,
    `document.fonts.add(new FontFace('codicon', ${embedded(`url("${fontUri.replaceAll('"', '%22')}")`)}, { display: 'block' }));`,
    `requestAnimationFrame(() => setTimeout(() => import(${embedded(scriptUri)})));`,
    `});`,
  ].join('\n');

/** Text that stays within the attribute it stands in. */
export const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Without the icon font, whose address is relative to the sheet's own: its loading would put off the page's. */
const styleText = (styles: string): string => styles.replaceAll(/@font-face\s*{[^}]*}/g, '').replaceAll('</', '<\\/');

/** Our own text; only a comment or a string in it can hold the end of a script, and both bear the backslash. */
const scriptText = (script: string): string => script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');

/** JSON that cannot end the script element it stands in, whatever a tracker's titles say. */
const embedded = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
