/** Answers for reading what YAML reserves and people write all the same: plain texts that begin with `@` or a backtick. */

/** A line that opens a block of text: what is indented below it is no YAML. */
const blockHeader = /(?:^|[\s:-])[|>][-+0-9]*[ \t]*(?:#.*)?$/s;
const afterKeyOrDash = /^(\s*(?:- +)*(?:[^\s#'"[\]{}&*!|>%@`-][^#'"[\]{},]*?:[ \t]+)?)([@`].*)$/s;
const inFlow = /([[,]\s*)([@`][^,[\]{}#]*)(?=[,\]])/g;

/**
 * Puts single quotes around such texts: after `key:` and `-`, and in `[a, b]` of one line. Lines stay where they are.
 * Meant for front matter that could not be parsed: in valid YAML it may quote a part of a longer text.
 */
export function quoteReservedStarts(text: string): string {
  let blockIndent: number | null = null;
  return text
    .split(/(\r\n?|\n)/)
    .map((line) => {
      const indent = line.search(/\S/);
      if (indent === -1) return line;
      if (blockIndent !== null && indent > blockIndent) return line;
      blockIndent = blockHeader.test(line) ? indent : null;
      const plain = afterKeyOrDash.exec(line);
      if (plain !== null) return (plain[1] ?? '') + quotedUpToComment(plain[2] ?? '');
      return line.includes('[')
        ? line.replace(inFlow, (_, before: string, name: string) => before + quotedUpTo(name, name.length))
        : line;
    })
    .join('');
}

function quotedUpToComment(text: string): string {
  let comment = text.indexOf('#');
  while (comment !== -1 && !/\s/.test(text.charAt(comment - 1))) comment = text.indexOf('#', comment + 1);
  return quotedUpTo(text, comment === -1 ? text.length : comment);
}

/** Blanks before `end` stay outside the quotes. Not found by a pattern, which would begin anew at each of them. */
function quotedUpTo(text: string, end: number): string {
  const meant = text.slice(0, end).trimEnd();
  return `'${meant.replaceAll("'", "''")}'${text.slice(meant.length)}`;
}
