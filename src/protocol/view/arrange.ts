/** Answers for the list as a person wants it: which issues, in which groups, in which order. */
import { issueSections } from '../arrangement';
import type { Row, SectionId } from '../messages';
import { compileQuery, type CompiledQuery, type Score } from '../query/compileQuery';
import { hidesRows, parseQuery } from '../query/parseQuery';
import type { Arranged, ArrangeableData, ArrangedGroup, ArrangeWish } from './arranged';
import { groupsOf, type Group } from './grouping';
import { ListEntries, type ListEntry } from './listEntries';
import type { Grouping, Sorting } from './view';

/** What is unchanged is not made anew: the arrays of keys of the same data, grouping and sorting are the same ones. */
export function arrange(data: ArrangeableData, wish: ArrangeWish): Arranged {
  const query = parseQuery(wish.query);
  const filtering = hidesRows(query);
  const { sources, repositories, me } = data.header;
  const matching = (entries: ListEntries): readonly ArrangedGroup[] => {
    const surroundings = { nowMs: wish.nowMs, me, sources, repositories };
    const compiled = compileQuery(query, surroundings, entries.words);
    return filtered(compiled, entries, data, wish);
  };
  const groups = filtering ? matching(entriesOf(data)) : unfiltered(data, wish);
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

function unfiltered(data: ArrangeableData, { grouping, sorting }: ArrangeWish): readonly ArrangedGroup[] {
  // As the host ordered it: nothing is looked at.
  if (grouping === 'status' && sorting === 'priority') {
    return issueSections.map((value) => statusGroup(data, value, data.order[value]));
  }
  const entries = entriesOf(data);
  return entries.made(`keys ${grouping} ${sorting}`, () =>
    groupsFor(entries, data, grouping, sorting).map((group) =>
      arrangedGroup(
        data,
        group,
        group.items.map(({ key }) => key),
      ),
    ),
  );
}

function filtered(
  query: CompiledQuery,
  entries: ListEntries,
  data: ArrangeableData,
  { grouping, sorting }: ArrangeWish,
): readonly ArrangedGroup[] {
  const { all } = entries;
  const scores = new Uint8Array(all.length);
  // In the order in which they lie in memory: in any other one it takes three times as long.
  for (const [place, entry] of all.entries()) scores[place] = query.scoreOf(entry) ?? 0;
  return groupsFor(entries, data, grouping, sorting).map((group, at) => {
    const places = entries.made(`places ${grouping} ${sorting} ${at}`, () => placesOf(group.items));
    const byScore: Record<Score, string[]> = { 1: [], 2: [], 3: [] };
    for (const place of places) {
      const score = scores[place] as Score | 0;
      if (score !== 0) byScore[score].push(all[place]?.key ?? '');
    }
    return arrangedGroup(data, group, byScore[3].concat(byScore[2], byScore[1]));
  });
}

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
): readonly Group<ListEntry>[] {
  return entries.made(`groups ${grouping} ${sorting}`, () => {
    if (grouping === 'status' && sorting === 'priority') {
      return issueSections.map((status) => sectionGroup(status, entries.section(status)));
    }
    // What is done has a row only while a branch names it, and is not listed.
    const listed = entries.sorted(sorting).filter(({ row }) => row.status !== 'done');
    if (grouping !== 'status') return groupsOf(listed, grouping, data.header.sources);
    return issueSections.map((status) =>
      sectionGroup(
        status,
        listed.filter(({ row }) => row.status === status),
      ),
    );
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
