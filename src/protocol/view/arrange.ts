/** Answers for the list as a person wants it: which issues, in which groups, in which order. */
import { issueSections } from '../arrangement';
import type { Row, SectionId } from '../messages';
import { compileQuery, type Score } from '../query/compileQuery';
import { hidesRows, parseQuery } from '../query/parseQuery';
import type { Query } from '../query/query';
import { atOnce, isStep, type Steps } from '../steps';
import type { Arranged, ArrangeableData, ArrangedGroup, ArrangeWish } from './arranged';
import { groupsOf, type Group } from './grouping';
import { ListEntries, type ListEntry } from './listEntries';
import type { Grouping, Sorting } from './view';

/** What is unchanged is not made anew: the arrays of keys of the same data, grouping and sorting are the same ones. */
export const arrange = (data: ArrangeableData, wish: ArrangeWish): Arranged => atOnce(arranging(data, wish));

/** The same a little at a time. To be given up when the data is replaced by another on the same map of rows. */
export function* arranging(data: ArrangeableData, wish: ArrangeWish): Steps<Arranged> {
  const query = parseQuery(wish.query);
  const filtering = hidesRows(query);
  const groups = filtering ? yield* matching(query, data, wish) : yield* unfiltered(data, wish);
  return {
    groups,
    total: groups.reduce((sum, { total }) => sum + total, 0),
    matching: groups.reduce((sum, { keys }) => sum + keys.length, 0),
    query,
    filtering,
  };
}

/**
 * Does in advance, for rows that were just put into the map, what the first query of all of them needs. A few hundred at
 * a time take a few milliseconds.
 */
export function prepareToArrange(rows: ArrangeableData['rows'], added: readonly Row[]): void {
  ListEntries.of(rows).prepare(added);
}

function* unfiltered(data: ArrangeableData, { grouping, sorting }: ArrangeWish): Steps<readonly ArrangedGroup[]> {
  // As the host ordered it: nothing is looked at.
  if (grouping === 'status' && sorting === 'priority') {
    return issueSections.map((value) => statusGroup(data, value, data.order[value]));
  }
  const entries = entriesOf(data);
  return yield* entries.made(`keys ${grouping} ${sorting}`, function* () {
    const made: ArrangedGroup[] = [];
    for (const group of yield* groupsFor(entries, data, grouping, sorting)) {
      const keys: string[] = [];
      for (const [at, { key }] of group.items.entries()) {
        if (isStep(at)) yield;
        keys.push(key);
      }
      made.push(arrangedGroup(data, group, keys));
      if (isStep(made.length)) yield;
    }
    return made;
  });
}

function* matching(query: Query, data: ArrangeableData, wish: ArrangeWish): Steps<readonly ArrangedGroup[]> {
  const { sources, repositories, me } = data.header;
  const { grouping, sorting, nowMs } = wish;
  const entries = entriesOf(data);
  const compiled = compileQuery(query, { nowMs, me, sources, repositories }, entries.words);
  const { all } = entries;
  const scores = new Uint8Array(all.length);
  // In the order in which they lie in memory: in any other one it takes three times as long.
  for (const [place, entry] of all.entries()) {
    if (isStep(place)) yield;
    scores[place] = compiled.scoreOf(entry) ?? 0;
  }
  const places = yield* entries.made(`places ${grouping} ${sorting}`, function* () {
    const groups: { readonly group: Group<ListEntry>; readonly places: Uint32Array }[] = [];
    for (const group of yield* groupsFor(entries, data, grouping, sorting)) {
      groups.push({ group, places: placesOf(group.items) });
      if (group.items.length > manyItems || isStep(groups.length)) yield;
    }
    return groups;
  });
  const found: ArrangedGroup[] = [];
  for (const { group, places: inGroup } of places) {
    const byScore: Record<Score, string[]> = { 1: [], 2: [], 3: [] };
    for (const [at, place] of inGroup.entries()) {
      if (isStep(at)) yield;
      const score = scores[place] as Score | 0;
      if (score !== 0) byScore[score].push(all[place]?.key ?? '');
    }
    found.push(arrangedGroup(data, group, byScore[3].concat(byScore[2], byScore[1])));
    if (isStep(found.length)) yield;
  }
  return found;
}

/** In a group: worth an interruption. */
const manyItems = 1_000;

function placesOf(items: readonly ListEntry[]): Uint32Array {
  const places = new Uint32Array(items.length);
  for (const [at, { place }] of items.entries()) places[at] = place;
  return places;
}

function entriesOf(data: ArrangeableData): ListEntries {
  const entries = ListEntries.of(data.rows);
  entries.update(data);
  return entries;
}

function groupsFor(
  entries: ListEntries,
  data: ArrangeableData,
  grouping: Grouping,
  sorting: Sorting,
): Steps<readonly Group<ListEntry>[]> {
  return entries.made(`groups ${grouping} ${sorting}`, function* () {
    const sections: Group<ListEntry>[] = [];
    if (grouping === 'status' && sorting === 'priority') {
      for (const status of issueSections) sections.push(sectionGroup(status, yield* entries.section(status)));
      return sections;
    }
    // What is done has a row only while a branch names it, and is not listed.
    const listed = (yield* entries.sorted(sorting)).filter(({ row }) => row.status !== 'done');
    yield;
    if (grouping !== 'status') return yield* groupsOf(listed, grouping, data.header.sources);
    for (const status of issueSections) {
      const items = listed.filter(({ row }) => row.status === status);
      sections.push(sectionGroup(status, items));
      yield;
    }
    return sections;
  });
}

function sectionGroup(value: SectionId, items: readonly ListEntry[]): Group<ListEntry> {
  return { id: `status:${value}`, value: { kind: 'status', value }, items };
}

function arrangedGroup(data: ArrangeableData, group: Group<ListEntry>, keys: readonly string[]): ArrangedGroup {
  const { id, value, items } = group;
  return value.kind === 'status' ? statusGroup(data, value.value, keys) : { ...value, id, keys, total: items.length };
}

/** The host counts also what is not here yet. */
function statusGroup({ order }: ArrangeableData, value: SectionId, keys: readonly string[]): ArrangedGroup {
  return { kind: 'status', value, id: `status:${value}`, keys, total: order[value].length };
}
