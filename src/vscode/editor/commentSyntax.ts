/** Answers for how comments and strings are marked in a language, as far as a glance at the text can tell. */

export interface CommentSyntax {
  /** Marks of comments to the end of the line. */
  readonly line: readonly string[];
  /** Comments that may go over several lines; texts that document code are among them. */
  readonly block: readonly (readonly [open: string, close: string])[];
  /** Marks of strings that end on their line. A mark without its partner is taken as a sign like any other. */
  readonly strings: readonly string[];
  /** Marks of strings that may go over several lines. */
  readonly longStrings: readonly string[];
}

const slashes: CommentSyntax = { line: ['//'], block: [['/*', '*/']], strings: ['"', "'"], longStrings: [] };
const script: CommentSyntax = { ...slashes, longStrings: ['`'] };
/** In these, a single quote is also something else than the mark of a string. */
const quotes: CommentSyntax = { ...slashes, strings: ['"'] };
const hash: CommentSyntax = { line: ['#'], block: [], strings: ['"', "'"], longStrings: [] };
const dashes: CommentSyntax = { line: ['--'], block: [], strings: ['"', "'"], longStrings: [] };
const semicolon: CommentSyntax = { line: [';'], block: [], strings: ['"'], longStrings: [] };
const percent: CommentSyntax = { line: ['%'], block: [], strings: ['"'], longStrings: [] };
const tags: CommentSyntax = { line: [], block: [['<!--', '-->']], strings: [], longStrings: [] };
const sheet: CommentSyntax = { ...slashes, line: [] };
const python: CommentSyntax = {
  ...hash,
  block: [
    ['"""', '"""'],
    ["'''", "'''"],
  ],
};

/** By VS Code's language ids: https://code.visualstudio.com/docs/languages/identifiers */
const known: Readonly<Record<string, CommentSyntax>> = {
  ...of(slashes, 'c cpp csharp cuda-cpp dart groovy java jsonc kotlin less objective-c objective-cpp proto scala scss'),
  ...of(script, 'javascript javascriptreact typescript typescriptreact go'),
  ...of(quotes, 'rust swift zig fsharp verilog systemverilog shaderlab hlsl glsl'),
  ...of(sheet, 'css'),
  ...of(
    hash,
    'shellscript yaml dockerfile dockercompose makefile cmake toml ruby perl perl6 r elixir julia nim ignore',
  ),
  ...of(hash, 'properties git-rebase terraform graphql nix fish crystal gdscript'),
  ...of(python, 'python starlark'),
  ...of(dashes, 'lua vhdl ada elm purescript'),
  ...of(semicolon, 'clojure lisp commonlisp scheme racket asm'),
  ...of(percent, 'latex tex bibtex erlang prolog matlab'),
  ...of(tags, 'html xml xsl svg handlebars razor'),
  powershell: { ...hash, block: [['<#', '#>']] },
  php: { ...slashes, line: ['//', '#'] },
  sql: { ...dashes, block: [['/*', '*/']] },
  haskell: { ...dashes, block: [['{-', '-}']], strings: ['"'] },
  ini: { ...hash, line: ['#', ';'], strings: [] },
  coffeescript: { ...hash, block: [['###', '###']] },
  vue: { ...script, block: [...script.block, ...tags.block] },
  svelte: { ...script, block: [...script.block, ...tags.block] },
  astro: { ...script, block: [...script.block, ...tags.block] },
};

/** Marks that hardly any language uses for something else. */
const unknown: CommentSyntax = {
  line: ['//', '#', '--', ';;'],
  block: [
    ['/*', '*/'],
    ['<!--', '-->'],
  ],
  strings: ['"', "'"],
  longStrings: [],
};

/** @param language VS Code's id of it */
export const commentSyntax = (language: string): CommentSyntax => known[language] ?? unknown;

function of(syntax: CommentSyntax, languages: string): Readonly<Record<string, CommentSyntax>> {
  return Object.fromEntries(languages.split(' ').map((language) => [language, syntax]));
}
