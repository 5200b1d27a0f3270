/** Answers for the flat list the panel shows: pinned rows, headers of groups and rows, by index. */
import type { PanelData } from './panelData';
import { maxPinned, problemsGroup, rowEntryId } from '../../src/protocol/arrangement';
import type { Arranged, ArrangedGroup } from '../../src/protocol/view/arranged';
import type { Entry } from './entry';
import { Section, type Heights } from './section';

/** Ids of closed groups; which of the two counts depends on whether a filter is set. */
export interface Folds {
  readonly collapsed: readonly string[];
  readonly collapsedInFilter: readonly string[];
}

/** Making one costs as much as there are groups, not as there are issues. */
export class ListModel {
  /** Current issues, shown above the list. They are the first entries. */
  readonly pinned: readonly string[];
  readonly sections: readonly Section[];
  /** Entries in all, pinned ones included. */
  readonly count: number;
  /** Issues there are to list, and how many of them the filter leaves. */
  readonly total: number;
  readonly matching: number;
  /** A query is set that may hide rows. */
  readonly filtering: boolean;
  #tops: { readonly heights: Heights; readonly tops: readonly number[] } | null = null;

  /** @param arranged the issues of `data`, in groups */
  constructor(data: PanelData, arranged: Arranged, folds: Folds) {
    const { filtering } = arranged;
    const closed = new Set(filtering ? folds.collapsedInFilter : folds.collapsed);
    const current = data.current.slice(0, maxPinned);
    const places = current.map((key) => placeOf(key, data, arranged));
    this.pinned = current.filter((_key, at) => !filtering || places[at] !== null);
    const sections: Section[] = [];
    let start = this.pinned.length;
    const add = (section: Omit<Section['facts'], 'start' | 'position'>): void => {
      const position = this.pinned.length + sections.length + 1;
      const added = new Section({ ...section, start, position });
      sections.push(added);
      start += added.length;
    };

    const nothingReady = !filtering && isNothingReady(data);
    for (const group of arranged.groups) {
      const isMain = group.kind === 'status' && group.value !== 'deferred' && group.value !== 'other';
      const skipped = places.flatMap((place) => (place?.group === group ? [place.at] : []));
      // The three groups people look for keep their place also when they are empty, but not in what a filter leaves. Of
      // others none stays of which nothing is below.
      const isEmpty = filtering ? group.keys.length === 0 : group.keys.length === skipped.length && !isMain;
      if (isEmpty) continue;
      const isReady = group.kind === 'status' && group.value === 'ready';
      add({
        id: group.id,
        group,
        total: group.total,
        matching: group.keys.length,
        expanded: !closed.has(group.id),
        keys: group.keys,
        skipped: skipped.sort((one, other) => one - other),
        problems: 0,
        note: isReady && nothingReady && group.total === 0 ? 'nothingReady' : null,
      });
    }
    const { problems, problemCount } = data.header;
    if (problemCount > 0 && !filtering) {
      add({
        id: problemsGroup,
        group: null,
        total: problemCount,
        matching: problemCount,
        expanded: !closed.has(problemsGroup),
        keys: [],
        skipped: [],
        problems: problems.length,
        note: problemCount > problems.length ? 'moreProblems' : null,
      });
    }
    this.sections = sections;
    this.count = start;
    this.filtering = filtering;
    // A current issue that is done stands in no group, and no filter finds it.
    const apart = current.filter((key) => data.rows.get(key)?.status === 'done').length;
    this.total = arranged.total + apart;
    this.matching = arranged.matching + (filtering ? 0 : apart);
  }

  /** The entry at `index`, or null outside the list. */
  entryAt(index: number): Entry | null {
    const of = this.pinned.length + this.sections.length;
    const pinned = this.pinned[index];
    if (pinned !== undefined) {
      return { kind: 'row', id: rowEntryId(pinned), key: pinned, section: null, position: index + 1, of };
    }
    return this.sectionAt(index)?.entryAt(index, of) ?? null;
  }

  /** The section the entry at `index` belongs to; null for pinned rows. */
  sectionAt(index: number): Section | null {
    if (index < this.pinned.length || index >= this.count) return null;
    return this.sections[lastWhere(this.sections.length, (at) => (this.sections[at]?.start ?? 0) <= index)] ?? null;
  }

  /** Where the entry is, or -1 when it is gone, filtered out or in a closed section. */
  indexOf(id: string): number {
    const separator = id.indexOf(':');
    const kind = id.slice(0, separator);
    const name = id.slice(separator + 1);
    if (kind === 'section') return this.sections.find((section) => section.id === name)?.start ?? -1;
    if (kind === 'problem' || kind === 'more') return this.#find(id, (section) => section.id === problemsGroup);
    if (kind === 'note') return this.#find(id, (section) => section.id === name);
    const pinned = this.pinned.indexOf(name);
    if (pinned >= 0) return pinned;
    for (const section of this.sections) {
      const at = section.expanded ? section.indexOf(name) : -1;
      if (at >= 0) return at;
    }
    return -1;
  }

  /** Group id of the issue `key`, be it closed; null where no group lists it. */
  groupOf(key: string): string | null {
    return this.sections.find((section) => section.indexOf(key) >= 0)?.id ?? null;
  }

  /** Keys of the issues from the entry at `from` to the one at `to`, both included, in any direction. */
  keysBetween(from: number, to: number): readonly string[] {
    const keys: string[] = [];
    for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
      const entry = this.entryAt(index);
      if (entry?.kind === 'row') keys.push(entry.key);
    }
    return keys;
  }

  /** Height of the entry at `index`. */
  heightAt(index: number, heights: Heights): number {
    return this.sectionAt(index)?.heightAt(index, heights) ?? heights.row;
  }

  /** Distance of the entry's top from the top of the scrolled list, which begins after the pinned rows. */
  offsetAt(index: number, heights: Heights): number {
    const section = this.sectionAt(Math.min(index, this.count - 1));
    if (section === null) return 0;
    const above = this.#topsFor(heights)[section.position - this.pinned.length - 1] ?? 0;
    return above + section.offsetAt(index, heights);
  }

  /** Height of all that is scrolled. */
  heightOfAll(heights: Heights): number {
    return this.#topsFor(heights).at(-1) ?? 0;
  }

  /** Index of the scrolled entry that covers `offset`; the first or the last one outside. */
  indexAt(offset: number, heights: Heights): number {
    const tops = this.#topsFor(heights);
    const section = this.sections[lastWhere(this.sections.length, (at) => (tops[at] ?? 0) <= offset)];
    if (section === undefined) return this.pinned.length;
    const above = tops[section.position - this.pinned.length - 1] ?? 0;
    return section.indexAt(offset - above, heights);
  }

  #find(id: string, isIn: (section: Section) => boolean): number {
    const section = this.sections.find(isIn);
    if (section === undefined) return -1;
    for (let index = section.start + section.length - 1; index > section.start; index--) {
      if (section.entryAt(index, 0)?.id === id) return index;
    }
    return -1;
  }

  /** Tops of the sections, and behind them the height of all. */
  #topsFor(heights: Heights): readonly number[] {
    if (this.#tops?.heights !== heights) {
      const tops = [0];
      let top = 0;
      for (const section of this.sections) {
        top += section.height(heights);
        tops.push(top);
      }
      this.#tops = { heights, tops };
    }
    return this.#tops.tops;
  }
}

interface Place {
  readonly group: ArrangedGroup;
  readonly at: number;
}

/** Where the arrangement lists the issue; null: nowhere. */
function placeOf(key: string, data: PanelData, { groups }: Arranged): Place | null {
  const status = data.rows.get(key)?.status;
  for (const group of groups) {
    // Among a hundred thousand a look costs a millisecond.
    if (group.kind === 'status' && group.value !== status) continue;
    const at = group.keys.indexOf(key);
    if (at >= 0) return { group, at };
  }
  return null;
}

/** Something waits, and nothing can be taken. */
const isNothingReady = ({ header: { counts } }: PanelData): boolean =>
  counts.ready === 0 && counts.inProgress + counts.blocked + counts.deferred > 0;

/** The last of `count` places at which `holds` is true, it being true up to there; -1: at none. */
function lastWhere(count: number, holds: (at: number) => boolean): number {
  let low = -1;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
