/** Answers for what finding needs beyond its first sight: suggestions, the menu of orders, the table of keys. A bundle of its own. */
import { completionsFor, type Completion } from '../../src/protocol/query/completions';
import { vocabularyOf, type QueryVocabulary } from '../../src/protocol/query/queryVocabulary';
import type { PanelData } from '../state/panelData';
import { ArrangeMenu } from './ArrangeMenu';
import { KeyTable } from './KeyTable';
import { Suggestions } from './Suggestions';
import { withWhose } from './withWhose';

export type Suggestion = Completion;

const vocabularies = new WeakMap<PanelData, QueryVocabulary>();

/** What can be typed at the `caret`; the issues are looked at once a revision. */
function suggest(text: string, caret: number, data: PanelData): readonly Suggestion[] {
  let vocabulary = vocabularies.get(data);
  if (vocabulary === undefined) vocabularies.set(data, (vocabulary = vocabularyOf(data.rows.values(), data.header)));
  return completionsFor(text, caret, vocabulary);
}

export const finding = { suggest, withWhose, Suggestions, ArrangeMenu, KeyTable };

export type Finding = typeof finding;
