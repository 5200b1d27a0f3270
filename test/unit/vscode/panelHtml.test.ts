import { describe, expect, it } from 'vitest';
import { panelHtml } from '../../../src/vscode/panel/panelHtml';
import { PanelProjection } from '../../../src/vscode/panel/panelState';

const state = new PanelProjection({
  hasFolder: true,
  trusted: true,
  syncing: false,
  failure: '</script><script>alert(1)</script>',
}).state;

const page = panelHtml({
  cspSource: 'https://*.example.test',
  nonce: 'n0nce',
  scriptUri: 'https://x.example.test/main.js',
  styleUri: 'https://x.example.test/main.css',
  initialState: state,
});

describe('panelHtml', () => {
  it('allows nothing but its own files', () => {
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).not.toMatch(/unsafe|\*(?!\.example)|connect-src/);
  });

  it('cannot be left by what a tracker says', () => {
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    const json = /id="initial-state"[^>]*>(.*)<\/script>/.exec(page)?.[1] ?? '';
    expect(JSON.parse(json)).toEqual(state);
  });
});
