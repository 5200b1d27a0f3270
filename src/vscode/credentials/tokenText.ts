/** Answers for what a person may type as a token, before any server is asked. */
import { say } from '../../domain/words';

/** Longer than every kind there is: https://github.blog/engineering/behind-githubs-new-authentication-token-formats/ */
const longestToken = 1_000;

/** The token without what came along when it was copied. */
export const trimmedToken = (text: string): string => text.trim();

/** Why this cannot be a token, in a sentence that does not repeat it; null when it can. */
export function tokenMistake(text: string): string | null {
  const token = trimmedToken(text);
  if (token === '') return say('Paste a token.');
  if (/\s/.test(token)) return say('A token has no spaces or line breaks in it. Copy it once more.');
  // It becomes a header: https://www.rfc-editor.org/rfc/rfc6750#section-2.1
  if (!/^[\w.~+/=-]+$/.test(token)) return say('A token has letters, digits and underscores only. Copy it once more.');
  return token.length > longestToken ? say('This is too long for a token.') : null;
}
