import { afterEach, describe, expect, it } from 'vitest';
import { describeFailure } from '../../../src/domain/failure';
import { say, sayCount, sayNumber, setWords } from '../../../src/domain/words';
import { formatAge } from '../../../src/protocol/age';

const speak = (locale: string, texts: Readonly<Record<string, string>>): void => {
  setWords({ locale, translate: (template) => texts[template] ?? template });
};

afterEach(() => {
  setWords(null);
});

describe('a text', () => {
  it('is English as long as no language was chosen', () => {
    expect(say('{0} was not found.', 'a.md')).toBe('a.md was not found.');
    expect(sayNumber(1_234_567)).toBe('1,234,567');
  });

  it('takes the order of its values from the translation', () => {
    speak('de', { '{0} asks {1}': 'An {1} richtet sich {0}' });
    expect(say('{0} asks {1}', 'one', 2)).toBe('An 2 richtet sich one');
  });

  it('stays English where the translation lacks it', () => {
    speak('de', {});
    expect(say('Show {0}', 'all')).toBe('Show all');
  });

  it('shows a value as it is, whatever stands in it', () => {
    expect(say('{0} and {1}', '{1} | $&', 'b')).toBe('{1} | $& and b');
    expect(say('{0} and {2}', 'a')).toBe('a and {2}');
  });

  it('is translated in the middle of the domain and the protocol too', () => {
    speak('de', { '{0} was not found.': '{0} wurde nicht gefunden.', '{0}d': '{0} T.' });
    expect(describeFailure({ kind: 'notFound', path: 'a.md' })).toBe('a.md wurde nicht gefunden.');
    expect(formatAge(3 * 86_400_000)).toBe('3 T.');
  });
});

describe('a text that depends on a number', () => {
  const template = '{0} issue of {1} | {0} issues of {1}';

  it('has one form for one and another for all others in English', () => {
    const said = [0, 1, 2, 1_000].map((count) => sayCount(template, count, 'x'));
    expect(said).toEqual(['0 issues of x', '1 issue of x', '2 issues of x', '1,000 issues of x']);
  });

  it('has as many forms as a language has', () => {
    speak('pl', { [template]: '{1}: {0} sprawa | {1}: {0} sprawy | {1}: {0} spraw | {1}: {0} sprawy (część)' });
    const said = [1, 3, 5, 22].map((count) => sayCount(template, count, 'x'));
    expect(said).toEqual(['x: 1 sprawa', 'x: 3 sprawy', 'x: 5 spraw', 'x: 22 sprawy']);
  });

  it('has one form for all numbers where the language needs no more', () => {
    speak('ja', { [template]: '{1} の課題 {0} 件' });
    expect([1, 7].map((count) => sayCount(template, count, 'x'))).toEqual(['x の課題 1 件', 'x の課題 7 件']);
  });

  it('writes the number as the language does', () => {
    speak('de', {});
    expect(sayCount(template, 1_900, 'x')).toBe('1.900 issues of x');
  });
});
