/** Answers for the flat list the panel shows: pinned rows, section headers and rows, by index. */
import type { PanelData } from './panelData';
import { issueSections, maxPinned, rowEntryId, type SectionKey } from '../../src/protocol/arrangement';
import { filterNeedle, matchesFilter } from '../../src/protocol/rowFilter';

/** One line of the list. `position` and `of` count within the parent, 1-based, as aria wants them. */
export type Entry =
  | {
      readonly kind: 'section';
      readonly id: string;
      readonly section: Section;
      readonly position: number;
      readonly of: number;
    }
  | {
      readonly kind: 'row';
      readonly id: string;
      readonly key: string;
      readonly section: Section | null;
      readonly position: number;
      readonly of: number;
    }
  | {
      readonly kind: 'problem';
      readonly id: string;
      readonly index: number;
      readonly section: Section;
      readonly position: number;
      readonly of: number;
    }
  /** After the listed problems: the way to all of them. */
  | {
      readonly kind: 'more';
      readonly id: string;
      readonly section: Section;
      readonly position: number;
      readonly of: number;
    }
  /** A sentence under a header; nothing to select. */
  | { readonly kind: 'note'; readonly id: string; readonly section: Section };

export interface Section {
  readonly key: SectionKey;
  /** Issues of this kind in all, pinned and filtered ones included. */
  readonly total: number;
  /** Entries that match the filter, whether the section is open or not. */
  readonly matching: number;
  readonly expanded: boolean;
  /** Keys of the listed issues; for `problems` there are none, they are counted. */
  readonly keys: readonly string[];
  /** What kind of line stands under the items, if any. */
  readonly note: 'nothingReady' | 'moreProblems' | null;
  /** Index of the header. */
  readonly start: number;
  /** Entries, header included. */
  readonly length: number;
}

/** Heights in CSS pixels. */
export interface Heights {
  readonly header: number;
  readonly row: number;
}

export interface ListArrangement {
  readonly filter: string;
  readonly collapsed: readonly SectionKey[];
  readonly collapsedInFilter: readonly SectionKey[];
}

export class ListModel {
  /** Current issues, shown above the list. They are the first entries. */
  readonly pinned: readonly string[];
  readonly sections: readonly Section[];
  /** Entries in all, pinned ones included. */
  readonly count: number;
  /** Issues there are to list, and how many of them the filter leaves. */
  readonly total: number;
  readonly matching: number;

  constructor(
    private readonly data: PanelData,
    arrangement: ListArrangement,
  ) {
    const needle = filterNeedle(arrangement.filter);
    const filtering = needle !== '';
    const closed = filtering ? arrangement.collapsedInFilter : arrangement.collapsed;
    const matches = (key: string): boolean => {
      const row = data.rows.get(key);
      return row !== undefined && matchesFilter(row, needle);
    };

    const current = data.current.slice(0, maxPinned);
    const pinnedKeys = new Set(current);
    this.pinned = current.filter(matches);
    let start = this.pinned.length;
    let matching = this.pinned.length;
    let listed = current.length;
    const sections: Section[] = [];
    const add = (section: Omit<Section, 'start' | 'length'>, items: number): void => {
      const length = 1 + (section.expanded ? items + (section.note === null ? 0 : 1) : 0);
      sections.push({ ...section, start, length });
      start += length;
    };

    const waiting = data.order.inProgress.length + data.order.blocked.length + data.order.deferred.length;
    for (const key of issueSections) {
      const all = data.order[key];
      const unpinned = all.some((issue) => pinnedKeys.has(issue)) ? all.filter((issue) => !pinnedKeys.has(issue)) : all;
      const keys = filtering ? unpinned.filter(matches) : unpinned;
      listed += unpinned.length;
      matching += keys.length;
      // The three sections people look for keep their place also when they are empty, but not in what a filter leaves.
      const optional = filtering || key === 'deferred' || key === 'other';
      if (optional && (filtering ? keys : all).length === 0) continue;
      const note = key === 'ready' && all.length === 0 && waiting > 0 && !filtering ? 'nothingReady' : null;
      add({ key, total: all.length, matching: keys.length, expanded: !closed.includes(key), keys, note }, keys.length);
    }
    const { problems, problemCount } = data.header;
    if (problemCount > 0 && !filtering) {
      const note = problemCount > problems.length ? 'moreProblems' : null;
      const expanded = !closed.includes('problems');
      add({ key: 'problems', total: problemCount, matching: problemCount, expanded, keys: [], note }, problems.length);
    }
    this.sections = sections;
    this.count = start;
    this.total = listed;
    this.matching = matching;
  }

  /** The entry at `index`, or null outside the list. */
  entryAt(index: number): Entry | null {
    const pinned = this.pinned[index];
    if (pinned !== undefined) return this.#rowEntry(pinned, null, index + 1, this.#topLevelCount);
    const section = this.sectionAt(index);
    if (section === null) return null;
    const inside = index - section.start - 1;
    if (inside < 0) {
      const position = this.pinned.length + this.sections.indexOf(section) + 1;
      return { kind: 'section', id: sectionEntryId(section.key), section, position, of: this.#topLevelCount };
    }
    const items = itemCount(section, this.data);
    if (section.key === 'problems') return problemEntry(section, inside, items);
    if (inside >= items) return { kind: 'note', id: `note:${section.key}`, section };
    const key = section.keys[inside];
    return key === undefined ? null : this.#rowEntry(key, section, inside + 1, items);
  }

  /** The section the entry at `index` belongs to; null for pinned rows. */
  sectionAt(index: number): Section | null {
    return this.sections.find(({ start, length }) => index >= start && index < start + length) ?? null;
  }

  /** Where the entry is, or -1 when it is gone, filtered out or in a closed section. */
  indexOf(id: string): number {
    const separator = id.indexOf(':');
    const kind = id.slice(0, separator);
    const name = id.slice(separator + 1);
    if (kind === 'section') return this.sections.find((section) => section.key === name)?.start ?? -1;
    if (kind === 'problem' || kind === 'note' || kind === 'more') return this.#indexInProblems(kind, name);
    const pinned = this.pinned.indexOf(name);
    if (pinned >= 0) return pinned;
    const section = this.sections.find(({ key }) => key === this.data.rows.get(name)?.status);
    if (section?.expanded !== true) return -1;
    const inside = section.keys.indexOf(name);
    return inside < 0 ? -1 : section.start + 1 + inside;
  }

  #indexInProblems(kind: 'problem' | 'note' | 'more', name: string): number {
    const section = this.sections.find(({ key }) => key === (kind === 'note' ? name : 'problems'));
    if (section?.expanded !== true) return -1;
    const inside = kind === 'problem' ? Number(name) : section.length - 2;
    return this.entryAt(section.start + 1 + inside)?.id === `${kind}:${name}` ? section.start + 1 + inside : -1;
  }

  /** Height of the entry at `index`. */
  heightAt(index: number, heights: Heights): number {
    const section = this.sectionAt(index);
    if (section === null) return heights.row;
    const inside = index - section.start - 1;
    return inside < 0 || inside >= itemCount(section, this.data) ? heights.header : heights.row;
  }

  /** Distance of the entry's top from the top of the scrolled list, which begins after the pinned rows. */
  offsetAt(index: number, heights: Heights): number {
    let offset = 0;
    for (const section of this.sections) {
      if (index <= section.start) break;
      const inside = Math.min(index, section.start + section.length) - section.start - 1;
      const items = section.expanded ? itemCount(section, this.data) : 0;
      offset += heights.header + Math.min(inside, items) * heights.row + Math.max(0, inside - items) * heights.header;
    }
    return offset;
  }

  #rowEntry(key: string, section: Section | null, position: number, of: number): Entry {
    return { kind: 'row', id: rowEntryId(key), key, section, position, of };
  }

  get #topLevelCount(): number {
    return this.pinned.length + this.sections.length;
  }
}

function problemEntry(section: Section, inside: number, items: number): Entry {
  const place = { section, position: inside + 1, of: section.length - 1 };
  return inside < items
    ? { kind: 'problem', id: `problem:${inside}`, index: inside, ...place }
    : { kind: 'more', id: 'more:problems', ...place };
}

function itemCount(section: Section, data: PanelData): number {
  return section.key === 'problems' ? data.header.problems.length : section.keys.length;
}

/** Entry id of a section's header. */
function sectionEntryId(section: SectionKey): string {
  return `section:${section}`;
}
