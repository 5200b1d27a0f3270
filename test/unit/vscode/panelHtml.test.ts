import { describe, expect, it } from 'vitest';
import { readArrangement } from '../../../src/protocol/arrangement';
import { panelHtml } from '../../../src/vscode/panel/panelHtml';
import { openingOf } from '../../../src/vscode/panel/panelOpening';
import { sampleState } from '../../fakes/panelState';

const state = sampleState([], { failure: '</script><script>alert(1)</script>' });
const opening = openingOf(state, readArrangement(null));

const page = panelHtml({
  cspSource: 'https://*.example.test',
  nonce: 'n0nce',
  scriptUri: 'https://x.example.test/main.js',
  fontUri: 'https://x.example.test/codicon.ttf',
  styles: '@font-face{font-family:codicon;src:url("./codicon.ttf")}.row{color:red}/* </style> */',
  painter: 'paint("</script><!--")',
  opening,
});

describe('panelHtml', () => {
  it('allows nothing but its own files', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`script-src 'nonce-n0nce';`);
    expect(policy).toContain(`style-src 'nonce-n0nce';`);
    expect(policy).toContain(`require-trusted-types-for 'script'`);
    expect(policy).not.toMatch(/unsafe|\*(?!\.example)|connect-src/);
  });

  it('cannot be left by what a tracker says', () => {
    expect(page.match(/<\/script>/g)).toHaveLength(4);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    const json = /id="opening"[^>]*>(.*)<\/script>/.exec(page)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual(opening);
  });

  it('has nothing in it that its loading would wait for', () => {
    expect(page).not.toMatch(/<link|<img|@font-face|url\(\.?\//);
    const asked = [...page.matchAll(/<script[^>]* src="([^"]*)"/g)].map(([, address]) => address);
    expect(asked).toEqual(['data:text/javascript,']);
    expect(page).toContain('.row{color:red}');
  });
});
