/** Answers for the panel's page: a strict content security policy, and the first state already inside. */
import type { PanelState } from '../../protocol/messages';

export interface PanelPage {
  /** What the webview may load from, e.g. `https://*.vscode-cdn.net`. */
  readonly cspSource: string;
  /** Fresh for every page; unguessable. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** Shown in the first frame, without asking the host; null when there is too much of it. */
  readonly initialState: PanelState | null;
}

export function panelHtml({ cspSource, nonce, scriptUri, styleUri, initialState }: PanelPage): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' ${cspSource}`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" nonce="${nonce}" href="${attribute(styleUri)}">
<title>Context Scout</title>
</head>
<body>
<div id="root"></div>
<script type="application/json" id="initial-state" nonce="${nonce}">${initialState === null ? '' : embedded(initialState)}</script>
<script type="module" nonce="${nonce}" src="${attribute(scriptUri)}"></script>
</body>
</html>`;
}

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** JSON that cannot end the script element it stands in, whatever a tracker's titles say. */
const embedded = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
