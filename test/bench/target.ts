/** Answers for whether a figure met its target. */
import type { Figure } from './figure';

/** The target as a number in the figure's unit; null: there is none. @throws when the text cannot be understood. */
export function limitOf({ figure, unit, yardstick, target }: Figure): number | null {
  if (target === '') return null;
  const [, plus, digits, word] = /(\+?)(\d+(?:\.\d+)?) ?(x|ms|KB|MB|)$/.exec(target) ?? [];
  const given = Number(digits);
  if (digits === undefined) throw new Error(`${figure}: no number is in the target "${target}"`);
  if (word === 'x' || plus === '+') {
    if (yardstick === null) throw new Error(`${figure}: the target "${target}" needs a yardstick`);
    if (word === 'x') return given * yardstick.value;
  }
  if (word !== (unit === 'count' ? '' : unit)) throw new Error(`${figure}: the target "${target}" is not in ${unit}`);
  return plus === '+' && yardstick !== null ? yardstick.value + given : given;
}

/** Whether the value is within the target; null: there is no target. What was not measured is not met. */
export function isMet(figure: Figure): boolean | null {
  const limit = limitOf(figure);
  if (limit === null) return null;
  return figure.value !== null && figure.value <= limit;
}

/** Value to yardstick; null: there is no such number. */
export function ratioOf({ value, yardstick }: Figure): number | null {
  return value === null || yardstick === null || yardstick.value === 0 ? null : value / yardstick.value;
}
