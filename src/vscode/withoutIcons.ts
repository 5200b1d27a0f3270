/** Answers for showing text from a tracker in a list of the editor. */

/** Text in which `$(name)` stays what it is: the editor makes an icon of it otherwise. */
export function withoutIcons(text: string): string {
  return text.replace(/\$\(/g, '$\u200b(');
}
