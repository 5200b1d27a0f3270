/** Answers for the texts people read and their translation: English, unless the entry point of a program chose another language. */

/** A language texts are translated into. */
export interface Words {
  /** BCP 47, as in `pt-br`: whose plurals and numbers are used. */
  readonly locale: string;
  /** The text for an English template, with `{0}`, `{1}`, … for values; the template itself where there is none. */
  readonly translate: (template: string) => string;
}

interface Grammar {
  readonly translate: Words['translate'];
  /** Which of the forms of a template a count takes, from 0. */
  readonly formOf: (count: number) => number;
  readonly grouped: (count: number) => string;
}

/** Numbers by hand: the first number format costs a page as much as its first frame. */
const english: Grammar = {
  translate: (template) => template,
  formOf: (count) => (count === 1 ? 0 : 1),
  grouped: (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ','),
};

let grammar = english;

/** Chooses the language of all texts made from now on; null: English. For entry points alone. */
export function setWords(words: Words | null): void {
  grammar = words === null ? english : grammarOf(words);
}

/**
 * A text with its values, in the language that was chosen.
 * @param template English; a plain literal, for it is found by reading the source
 */
export function say(template: string, ...values: readonly (string | number)[]): string {
  return filled(grammar.translate(template), values);
}

/**
 * A text that depends on a number: `{0}` is the number, written with thousands apart, `{1}` the first of `values`.
 * @param template its forms in English, for one and for any other number, as in `{0} issue | {0} issues`. A translation
 *   has the forms of its language, in the order zero, one, two, few, many, other:
 *   https://www.unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules
 */
export function sayCount(template: string, count: number, ...values: readonly (string | number)[]): string {
  const forms = grammar.translate(template).split(' | ');
  const form = forms[Math.min(grammar.formOf(count), forms.length - 1)] ?? template;
  return filled(form, [grammar.grouped(count), ...values]);
}

/** A whole number as the language writes it: `1,900`. */
export const sayNumber = (count: number): string => grammar.grouped(count);

function filled(text: string, values: readonly (string | number)[]): string {
  if (values.length === 0) return text;
  return text.replace(/\{(\d+)\}/g, (place, at: string) => String(values[Number(at)] ?? place));
}

const pluralOrder: readonly Intl.LDMLPluralRule[] = ['zero', 'one', 'two', 'few', 'many', 'other'];

function grammarOf({ locale, translate }: Words): Grammar {
  let rules: { readonly plural: Intl.PluralRules; readonly forms: readonly Intl.LDMLPluralRule[] } | null = null;
  let numbers: Intl.NumberFormat | null = null;
  return {
    translate,
    formOf: (count) => {
      if (rules === null) {
        const plural = new Intl.PluralRules(locale);
        const { pluralCategories } = plural.resolvedOptions();
        rules = { plural, forms: pluralOrder.filter((form) => pluralCategories.includes(form)) };
      }
      return rules.forms.indexOf(rules.plural.select(count));
    },
    grouped: (count) => (numbers ??= new Intl.NumberFormat(locale)).format(count),
  };
}
