/** Answers for telling how the order of the sections changed, without telling the order again. */
import { issueSections } from './arrangement';
import type { SectionId, SectionOrder, SectionSplice } from './messages';

/** How far is looked for the place from which both go on alike. */
const lookAhead = 12;

/** What makes `before` into `after`; of one section in ascending order of their places. */
export const splicesBetween = (before: SectionOrder, after: SectionOrder): readonly SectionSplice[] =>
  issueSections.flatMap((section) => splicesOf(section, before[section], after[section]));

/** Sections in which nothing changed stay the same arrays. */
export function splicedOrder(before: SectionOrder, splices: readonly SectionSplice[]): SectionOrder {
  const after: Record<SectionId, readonly string[]> = { ...before };
  for (const section of new Set(splices.map((splice) => splice.section))) {
    const ofSection = splices.filter((splice) => splice.section === section);
    after[section] = spliced(before[section], ofSection);
  }
  return after;
}

function spliced(before: readonly string[], splices: readonly SectionSplice[]): readonly string[] {
  const parts: (readonly string[])[] = [];
  let length = 0;
  let at = 0;
  const add = (keys: readonly string[]): void => {
    parts.push(keys);
    length += keys.length;
  };
  for (const splice of splices) {
    const kept = splice.at - length;
    add(before.slice(at, at + kept));
    add(splice.keys);
    at += kept + splice.removed;
  }
  add(before.slice(at));
  return parts.flat();
}

function splicesOf(section: SectionId, before: readonly string[], after: readonly string[]): readonly SectionSplice[] {
  if (before === after) return [];
  const alike = alikeAtEnd(before, after);
  const ends = [before.length - alike, after.length - alike] as const;
  const splices: SectionSplice[] = [];
  let was = 0;
  let is = 0;
  while (was < ends[0] || is < ends[1]) {
    if (was < ends[0] && is < ends[1] && before[was] === after[is]) {
      was++;
      is++;
      continue;
    }
    const [removed, added] = nextAlike(before, after, [was, is], ends) ?? [ends[0] - was, ends[1] - is];
    splices.push({ section, at: is, removed, keys: after.slice(is, is + added) });
    was += removed;
    is += added;
  }
  return splices;
}

function alikeAtEnd(before: readonly string[], after: readonly string[]): number {
  const most = Math.min(before.length, after.length);
  let alike = 0;
  while (alike < most && before[before.length - 1 - alike] === after[after.length - 1 - alike]) alike++;
  return alike;
}

type Places = readonly [was: number, is: number];

/** How many keys are to be left out, and put in, until both go on alike; null: that is not near. */
function nextAlike(
  before: readonly string[],
  after: readonly string[],
  [was, is]: Places,
  [endOfBefore, endOfAfter]: Places,
): Places | null {
  for (let steps = 1; steps <= lookAhead; steps++) {
    for (let removed = 0; removed <= steps; removed++) {
      const added = steps - removed;
      if (was + removed >= endOfBefore || is + added >= endOfAfter) continue;
      if (before[was + removed] === after[is + added]) return [removed, added];
    }
  }
  return null;
}
