/** Answers for the language of the page: each bundle of it that has texts takes them from here, so none comes in English alone. */
import { say, sayCount, sayNumber, setWords } from '../src/domain/words';
import type { PageWords } from '../src/protocol/pageWords';

/** The page brings it only where the editor's language is not English. */
const element = typeof document === 'undefined' ? null : document.getElementById('words');
if (element !== null) {
  // The host wrote it into the page it made itself.
  const { locale, texts } = JSON.parse(element.textContent) as PageWords;
  setWords({ locale, translate: (template) => texts[template] ?? template });
}

export { say, sayCount, sayNumber };
