import { describe, expect, it } from 'vitest';
import { tamed } from '../../../webview/markdown/rawMarkup';

describe('markup in a text', () => {
  it.each([
    ['<b>x</b>', '<b>x</b>'],
    ['<P ALIGN="center" style="x" onclick=y>x</P>', '<p align="center">x</p>'],
    ['<img src=a.png alt="a > b" onerror=x>', '<img src="a.png" alt="a > b">'],
    [`<a href='"><script>'>x</a>`, '<a href="&quot;><script>">x</a>'],
    ['<script>x</script>', '&lt;script>x&lt;/script>'],
    ['<svg/onload=x>', '&lt;svg/onload=x>'],
    ['<b <i>x', '&lt;b <i>x'],
    ['a<!-- for\nthe editor -->b', 'ab'],
    ['a <!-- open', 'a &lt;!-- open'],
    ['1 < 2 && <constructor>', '1 &lt; 2 && &lt;constructor>'],
    ['<br/>', '<br>'],
  ])('%j is %j', (text, markup) => {
    expect(tamed(text)).toBe(markup);
  });

  it('is read once, whatever it consists of', () => {
    for (const sign of ['<', '<a ', '<a "', `<a x='`, '<!--', '<a href=', '<b>']) {
      const before = performance.now();
      tamed(sign.repeat(100_000 / sign.length));
      expect(performance.now() - before).toBeLessThan(1_500);
    }
  });
});
