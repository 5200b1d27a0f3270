/** Answers for which extension a call came from, by the files that its stack names. */
import type { Extension } from 'vscode';

/**
 * @param stack of an `Error`, the latest call first
 * @param extensions among which it is looked for
 * @param own id of the one that was called
 * @returns the id of the extension that the latest call from any of them came from; null when there is none
 */
export function extensionIn(
  stack: string,
  extensions: readonly Pick<Extension<unknown>, 'id' | 'extensionPath'>[],
  own: string,
): string | null {
  const others = extensions.filter(({ id }) => id !== own);
  const byLength = others.sort((a, b) => b.extensionPath.length - a.extensionPath.length);
  for (const line of stack.split('\n')) {
    // One may lie in the folder of another, as under development: the longer path says it better.
    const found = byLength.find(({ extensionPath }) => mentions(line, extensionPath));
    if (found !== undefined) return found.id;
  }
  return null;
}

const mentions = (line: string, folder: string): boolean => line.includes(`${folder}/`) || line.includes(`${folder}\\`);
