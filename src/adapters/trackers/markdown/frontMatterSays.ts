/** Answers for whether a changed front matter says what it should and nothing else. */
import type { FrontMatter, Value } from './frontMatter';
import { isList, meantText, type EditValue } from './yamlText';

/** Whether the changed keys say what they should, and all others what they said. */
export function saysOnly(before: FrontMatter, after: FrontMatter, changes: ReadonlyMap<string, EditValue>): boolean {
  const keys = new Set([...before.fields.keys(), ...after.fields.keys()]);
  return [...keys].every((key) => {
    const [old, now] = [before.fields.get(key), after.fields.get(key)];
    const change = changes.get(key);
    return change === undefined ? sameValue(old, now) : says(now, change);
  });
}

function says(value: Value | undefined, meant: EditValue): boolean {
  if (isList(meant)) {
    return (
      value?.kind === 'list' &&
      value.items.length === meant.length &&
      value.items.every((item, index) => item.kind === 'scalar' && item.text === meantText(meant[index] ?? null))
    );
  }
  return value?.kind === 'scalar' && value.text === meantText(meant);
}

function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.text === b.text && a.plain === b.plain;
  if (a.kind === 'list') {
    return (
      b.kind === 'list' &&
      a.items.length === b.items.length &&
      a.items.every((item, at) => sameValue(item, b.items[at]))
    );
  }
  return (
    b.kind === 'table' &&
    a.fields.size === b.fields.size &&
    [...a.fields].every(([key, value]) => sameValue(value, b.fields.get(key)))
  );
}
