import { performance } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { textReferences } from '../../../src/vscode/editor/textReferences';

/** What is found, as written. */
const written = (language: string, text: string): readonly string[] =>
  textReferences(language, text).map(({ start, end }) => text.slice(start, end));

describe('references in code', () => {
  it.each([
    ['typescript', 'const a = 1; // see #12', ['#12']],
    ['typescript', '/* see\n * o/r#12 and GH-3 */ const b = "#4";', ['o/r#12', 'GH-3']],
    ['typescript', "fetch('http://x/#1'); // #2", ['#2']],
    ['typescript', 'const t = `\n// #3\n`; // #4', ['#4']],
    ['typescript', "const s = 'it\\'s // #5'; // #6", ['#6']],
    ['javascript', 'const r = /"/; // #7', ['#7']],
    ['rust', "fn f<'a>(x: &'a str) {} // don't lose #8", ['#8']],
    ['python', 'x = "#1"  # fixes #9\n', ['#9']],
    ['python', 'def f():\n    """\n    See #10.\n    """\n', ['#10']],
    ['python', '#11', ['#11']],
    ['shellscript', 'echo ${#12} a#13 # see #14', ['#14']],
    ['yaml', 'colour: "#123"\nkey: value # see #15', ['#15']],
    ['sql', "select 1 -- #16\nfrom t /* #17 */ where a = '#18'", ['#16', '#17']],
    ['lua', 'local i = 1 -- #19', ['#19']],
    ['clojure', '(foo) ; #20', ['#20']],
    ['latex', 'text % #21', ['#21']],
    ['html', '<a href="#22">#23</a><!-- #24 -->', ['#24']],
    ['php', 'f(); # #25', ['#25']],
    ['powershell', '<# #26\n #27 #>\n$x # #28', ['#26', '#27', '#28']],
    ['haskell', 'f = 1 {- #29 -}', ['#29']],
    ['a-language-nobody-knows', 'x "#1" // #30', ['#30']],
    ['typescript', '// https://github.com/acme/shop/issues/31', ['https://github.com/acme/shop/issues/31']],
  ])('of %s: %s', (language, text, expected) => {
    expect(written(language, text)).toEqual(expected);
  });

  it.each([
    ['css', 'a { color: #123456; background: #123 }'],
    ['scss', '$c: #123;'],
    ['less', '@c: #123;'],
    ['typescript', "const colour = '#123';"],
    ['html', '<p style="color:#123">#4</p>'],
    ['json', '{"a": "#1"} // #2'],
    ['plaintext', '#12 frame of a stack'],
    ['typescript', 'class A { #12 = 1 }'],
  ])('are none in %s: %s', (language, text) => {
    expect(written(language, text)).toEqual([]);
  });

  it('are found in comments of style sheets', () => {
    expect(written('css', '/* #12 */ a { color: #123 }')).toEqual(['#12']);
    expect(written('scss', 'a { b: c } // #12')).toEqual(['#12']);
  });
});

describe('references in prose', () => {
  it('are found in Markdown, apart from its code', () => {
    expect(written('markdown', '# Title\n\nSee #12.\n\n```\n#13\n```\n\n`#14` and o/r#15')).toEqual(['#12', 'o/r#15']);
  });

  it('are found in commit messages, up to what git cuts off', () => {
    const message = 'fixes #12\n\n# ------------------------ >8 ------------------------\ndiff --git a b\n+#13\n';
    expect(written('git-commit', message)).toEqual(['#12']);
    expect(written('scminput', 'fix: closes #3')).toEqual(['#3']);
  });
});

describe('texts that people did not write', () => {
  it('have no references in endless lines', () => {
    expect(written('markdown', `${'x '.repeat(2_000)} #12\n#13`)).toEqual(['#13']);
  });

  it('have none when they are huge', () => {
    expect(written('markdown', `#12 ${'x'.repeat(200_000)}`)).toEqual([]);
  });

  it.each([
    ['quotes without partners', '"'.repeat(150_000) + '\n// #1'],
    ['escaped quotes', '\\"'.repeat(75_000) + '\n// #1'],
    ['mixed quotes', '"\'`'.repeat(50_000) + '\n// #1'],
    ['comments without an end', '/*'.repeat(90_000) + '\n// #1'],
    ['slashes', '/'.repeat(190_000) + '\n// #1'],
  ])('are gone through in linear time: %s', (_, text) => {
    const begun = performance.now();
    textReferences('typescript', text);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
