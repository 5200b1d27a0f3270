/** Answers for showing foreign text inside Markdown as it is. */

/** Text that cannot end its table cell, or become markup, an icon or a link, whatever a file or an issue is called. */
export const plainMarkdown = (text: string): string =>
  text
    .replace(/[\\`*_{}[\]()#+!|<>~&$]/g, (sign) => `\\${sign}`)
    .replace(/\s+/g, ' ')
    .replace(/:(?=\/\/)|www(?=\.)|@/gi, '$&\u200b');
