/** Answers for one group in the list: its header, what stands under it, and where. */
import { rowEntryId } from '../../src/protocol/arrangement';
import type { ArrangedGroup } from '../../src/protocol/view/arranged';
import type { Entry } from './entry';

/** Heights in CSS pixels. */
export interface Heights {
  readonly header: number;
  readonly row: number;
}

export interface SectionFacts {
  /** Group id. */
  readonly id: string;
  /** What its issues have in common; null for the records that could not be read. */
  readonly group: ArrangedGroup | null;
  /** Issues of the group in all, pinned and filtered ones included. */
  readonly total: number;
  /** Issues that match the filter, pinned ones included, whether the section is open or not. */
  readonly matching: number;
  readonly expanded: boolean;
  /** Keys of the issues that match. */
  readonly keys: readonly string[];
  /** Places in `keys` of those that are pinned above the list, ascending; few. */
  readonly skipped: readonly number[];
  /** Records listed that could not be read. */
  readonly problems: number;
  /** What kind of line stands under the items, if any. */
  readonly note: 'nothingReady' | 'moreProblems' | null;
  /** Index of the header. */
  readonly start: number;
  /** Of the header among the entries of its level, 1-based. */
  readonly position: number;
}

export class Section {
  /** Issues or records under the header, whether it is open or not. */
  readonly items: number;
  /** Entries, header included. */
  readonly length: number;

  constructor(readonly facts: SectionFacts) {
    const { keys, skipped, problems, expanded, note } = facts;
    this.items = keys.length - skipped.length + problems;
    this.length = 1 + (expanded ? this.items + (note === null ? 0 : 1) : 0);
  }

  get id(): string {
    return this.facts.id;
  }
  get start(): number {
    return this.facts.start;
  }
  get position(): number {
    return this.facts.position;
  }
  get expanded(): boolean {
    return this.facts.expanded;
  }

  /** @param of entries of the header's level */
  entryAt(index: number, of: number): Entry | null {
    const { id, start, position, note } = this.facts;
    const inside = index - start - 1;
    if (inside < 0) return { kind: 'section', id: `section:${id}`, section: this, position, of };
    if (inside >= this.items) {
      if (note === null) return null;
      if (note === 'nothingReady') return { kind: 'note', id: `note:${id}`, section: this };
      return { kind: 'more', id: `more:${id}`, section: this, position: inside + 1, of: this.length - 1 };
    }
    const place = { section: this, position: inside + 1, of: this.length - 1 };
    if (this.facts.group === null) return { kind: 'problem', id: `problem:${inside}`, index: inside, ...place };
    const key = this.facts.keys[this.#placeOf(inside)];
    return key === undefined ? null : { kind: 'row', id: rowEntryId(key), key, ...place };
  }

  /** Index of the issue in the list, as if the section were open; -1 when it is not listed here. */
  indexOf(key: string): number {
    const { keys, skipped, start } = this.facts;
    const at = keys.indexOf(key);
    if (at < 0 || skipped.includes(at)) return -1;
    return start + 1 + at - skipped.filter((place) => place < at).length;
  }

  heightAt(index: number, heights: Heights): number {
    const inside = index - this.start - 1;
    return inside < 0 || inside >= this.items ? heights.header : heights.row;
  }

  /** Distance of the entry's top from that of the header. */
  offsetAt(index: number, heights: Heights): number {
    const inside = Math.min(index - this.start, this.length) - 1;
    if (inside < 0) return 0;
    const rows = Math.min(inside, this.items);
    return heights.header + rows * heights.row + (inside - rows) * heights.header;
  }

  height(heights: Heights): number {
    return this.length === 1 ? heights.header : this.offsetAt(this.start + this.length, heights);
  }

  /** Index of the entry that covers `offset`, counted from the header's top. */
  indexAt(offset: number, heights: Heights): number {
    if (offset < heights.header) return this.start;
    const inside = Math.floor((offset - heights.header) / heights.row);
    return this.start + Math.min(this.length - 1, 1 + Math.min(inside, this.items));
  }

  /** Place in `keys` of the item at `inside`. */
  #placeOf(inside: number): number {
    let at = inside;
    for (const place of this.facts.skipped) if (place <= at) at += 1;
    return at;
  }
}
