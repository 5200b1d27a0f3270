/** Answers for the references of open documents, found once for each version of their text. */
import type { TextDocument } from 'vscode';
import type { Reference } from '../../domain/reference';
import { textReferences } from './textReferences';

interface Found {
  readonly version: number;
  readonly language: string;
  readonly references: readonly Reference[];
}

const found = new WeakMap<object, Found>();

export function documentReferences(document: TextDocument): readonly Reference[] {
  const { version, languageId: language } = document;
  const known = found.get(document);
  if (known?.version === version && known.language === language) return known.references;
  const references = textReferences(language, document.getText());
  found.set(document, { version, language, references });
  return references;
}
