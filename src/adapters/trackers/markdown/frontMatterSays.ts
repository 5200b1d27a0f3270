/** Answers for whether a changed front matter says what it should and nothing else. */
import type { FrontMatter, List, Table, Value } from './frontMatter';
import { isList, meantText, type EditValue } from './yamlText';

/** Whether the changed keys say what they should, and all others what they said. */
export function saysOnly(before: FrontMatter, after: FrontMatter, changes: ReadonlyMap<string, EditValue>): boolean {
  const same: SamePairs = new Map();
  const keys = new Set([...before.fields.keys(), ...after.fields.keys()]);
  return [...keys].every((key) => {
    const [old, now] = [before.fields.get(key), after.fields.get(key)];
    const change = changes.get(key);
    return change === undefined ? sameValue(old, now, same) : says(now, change);
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

/** Pairs of lists or tables found to be the same: what many aliases name is compared once, not once for each way to it. */
type SamePairs = Map<Value, Set<Value>>;

function sameValue(a: Value | undefined, b: Value | undefined, same: SamePairs): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.text === b.text && a.plain === b.plain;
  const others = same.get(a) ?? new Set();
  if (others.has(b)) return true;
  // One pair that differs ends it all, so only those that do not are worth keeping.
  if (!samePartsIn(a, b, same)) return false;
  same.set(a, others.add(b));
  return true;
}

function samePartsIn(a: List | Table, b: Value, same: SamePairs): boolean {
  if (a.kind === 'list') {
    return (
      b.kind === 'list' &&
      a.items.length === b.items.length &&
      a.items.every((item, at) => sameValue(item, b.items[at], same))
    );
  }
  return (
    b.kind === 'table' &&
    a.fields.size === b.fields.size &&
    [...a.fields].every(([key, value]) => sameValue(value, b.fields.get(key), same))
  );
}
