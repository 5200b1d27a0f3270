/** Answers for the language of what people read: the editor's, where there is a translation. */
import * as vscode from 'vscode';
import { setWords } from '../domain/words';
import type { PageWords } from '../protocol/pageWords';

/** What a page needs to speak the editor's language; null for English, which is in the page itself. */
export function pageWords(): PageWords | null {
  const { bundle } = vscode.l10n;
  return bundle === undefined ? null : { locale: vscode.env.language, texts: bundle };
}

/** Lets texts that are made without the editor speak its language too. */
export function speakEditorLanguage(): void {
  const words = pageWords();
  if (words === null) return;
  const { locale, texts } = words;
  setWords({ locale, translate: (template) => texts[template] ?? template });
}
