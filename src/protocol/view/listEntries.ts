/** Answers for the rows of a list in the form they are searched and sorted in, kept from one look to the next. */
import type { Row, SectionId } from '../messages';
import { WordList, type Searchable } from '../query/wordList';
import type { ArrangeableData } from './arranged';
import { isStep, sortedInSteps, type Steps } from '../steps';
import { comparisonFor, sortedAnew } from './rowOrder';
import type { Sorting } from './view';

/** One row. It stays the same object while its row is replaced by a newer one of that key. */
export interface ListEntry extends Searchable {
  readonly key: string;
  /** Among all entries, until the next update. */
  readonly place: number;
}

class Entry implements ListEntry {
  readonly key: string;
  place = -1;
  isGone = false;
  #searchable: Searchable | null = null;

  constructor(
    public row: Row,
    private readonly list: WordList,
    /** Counts the updates: the one in which it came. */
    readonly since: number,
  ) {
    this.key = row.key;
  }

  get text(): string {
    return (this.#searchable ?? this.prepared()).text;
  }

  get words(): readonly number[] {
    return (this.#searchable ?? this.prepared()).words;
  }

  prepared(): Searchable {
    return (this.#searchable = this.list.searchable(this.row));
  }

  replace(row: Row): void {
    this.row = row;
    this.#searchable = null;
  }
}

interface AlignedSection {
  readonly round: number;
  readonly keys: readonly string[];
  readonly entries: readonly Entry[];
}

interface SortedEntries {
  readonly update: number;
  readonly entries: readonly Entry[];
}

const kept = new WeakMap<ArrangeableData['rows'], ListEntries>();

/** The entries of a map of rows that changes in place, as the panel's does with each patch. */
export class ListEntries {
  readonly words = new WordList();
  readonly #byKey = new Map<string, Entry>();
  /** In the order of the map, and the rows beside them. */
  #all: Entry[] = [];
  #rows: Row[] = [];
  #data: ArrangeableData | null = null;
  #update = 0;
  /** Counts how often rows came or went. */
  #round = 0;
  readonly #sections = new Map<SectionId, AlignedSection>();
  readonly #sorted = new Map<Sorting, SortedEntries>();
  readonly #made = new Map<string, unknown>();

  static of(rows: ArrangeableData['rows']): ListEntries {
    let entries = kept.get(rows);
    if (entries === undefined) kept.set(rows, (entries = new ListEntries()));
    return entries;
  }

  /** Takes rows in that were just added to the map, so that the first look at all of them need not. */
  prepare(rows: readonly Row[]): void {
    for (const row of rows) if (!this.#byKey.has(row.key)) this.#add(row).prepared();
  }

  /** Brings the entries up to date with another object of data on the same map. */
  update(data: ArrangeableData): void {
    if (data === this.#data) return;
    this.#data = data;
    this.#update++;
    this.#made.clear();
    if (this.#takeRows(data.rows)) this.#round++;
  }

  /** In the order of their places. */
  get all(): readonly ListEntry[] {
    return this.#all;
  }

  /** In the order of the host; rows that are not here are left out. */
  *section(section: SectionId): Steps<readonly ListEntry[]> {
    const round = this.#round;
    const keys = this.#data?.order[section] ?? [];
    const before = this.#sections.get(section);
    if (before?.keys === keys && before.round === round) return before.entries;
    const walk = new Walk(before?.entries ?? this.#all.filter(({ row }) => row.status === section));
    const entries: Entry[] = [];
    for (const [at, key] of keys.entries()) {
      if (isStep(at)) yield;
      const entry = walk.to(key) ?? this.#byKey.get(key);
      if (entry !== undefined) entries.push(entry);
    }
    if (round === this.#round) this.#sections.set(section, { keys, entries, round });
    return entries;
  }

  /** All of them. */
  sorted(sorting: Sorting): Steps<readonly ListEntry[]> {
    return this.#sortedEntries(sorting);
  }

  *#sortedEntries(sorting: Sorting): Steps<readonly Entry[]> {
    const update = this.#update;
    const before = this.#sorted.get(sorting);
    if (before?.update === update) return before.entries;
    const entries = yield* this.#sortedNow(before, sorting);
    if (update === this.#update) this.#sorted.set(sorting, { update, entries });
    return entries;
  }

  /** What was made of the entries under this name since they were last updated, or is made now. */
  *made<Value>(name: string, make: () => Steps<Value>): Steps<Value> {
    if (this.#made.has(name)) return this.#made.get(name) as Value;
    const update = this.#update;
    const made = yield* make();
    if (update === this.#update) this.#made.set(name, made);
    return made;
  }

  #add(row: Row): Entry {
    const entry = new Entry(row, this.words, this.#update);
    this.#byKey.set(row.key, entry);
    this.#append(entry);
    return entry;
  }

  #append(entry: Entry): void {
    entry.place = this.#all.push(entry) - 1;
    this.#rows.push(entry.row);
  }

  /** @returns whether rows came or went */
  #takeRows(rows: ArrangeableData['rows']): boolean {
    let at = 0;
    // A row that is replaced keeps its place in a map: to go along with its order is much quicker than to look each up.
    for (const row of rows.values()) {
      if (row !== this.#rows[at]) {
        const entry = this.#all[at];
        if (entry?.key !== row.key) break;
        this.#rows[at] = row;
        entry.replace(row);
      }
      at++;
    }
    if (at === rows.size && at === this.#all.length) return false;
    this.#takeOthers(rows, at);
    return true;
  }

  /** From the place on, rows came or went. */
  #takeOthers(rows: ArrangeableData['rows'], from: number): void {
    const walk = new Walk(this.#all.slice(from));
    this.#all.length = from;
    this.#rows.length = from;
    let at = 0;
    for (const row of rows.values()) {
      if (at++ < from) continue;
      const entry = walk.to(row.key) ?? this.#byKey.get(row.key);
      if (entry === undefined) {
        this.#add(row);
        continue;
      }
      if (entry.row !== row) entry.replace(row);
      this.#append(entry);
    }
    if (this.#byKey.size === this.#all.length) return;
    for (const [key, entry] of this.#byKey) {
      if (rows.has(key)) continue;
      entry.isGone = true;
      this.#byKey.delete(key);
    }
  }

  #sortedNow(before: SortedEntries | undefined, sorting: Sorting): Steps<readonly Entry[]> {
    if (before !== undefined) return this.#sortedAgain(before, sorting);
    return sorting === 'priority' ? sortedInSteps(this.#all, comparisonFor(sorting)) : this.#sortedAnew(sorting);
  }

  *#sortedAnew(sorting: Exclude<Sorting, 'priority'>): Steps<readonly Entry[]> {
    return yield* sortedAnew(yield* this.#sortedEntries('priority'), sorting);
  }

  /** New rows are the last of a map. */
  #sortedAgain({ update, entries }: SortedEntries, sorting: Sorting): Steps<readonly Entry[]> {
    const now = entries.filter(({ isGone }) => !isGone);
    for (let at = this.#all.length - 1; at >= 0; at--) {
      const entry = this.#all[at];
      if (entry === undefined || entry.since <= update) break;
      now.push(entry);
    }
    return sortedInSteps(now, comparisonFor(sorting));
  }
}

/** How far entries are looked ahead for the one that is asked for next. */
const lookAhead = 8;

/** A walk along entries in nearly the order in which their keys are asked for. */
class Walk {
  #at = 0;

  constructor(private readonly entries: readonly Entry[]) {}

  /** Null: it is not among the next ones. */
  to(key: string): Entry | null {
    for (let next = this.#at; next < this.#at + lookAhead; next++) {
      const entry = this.entries[next];
      if (entry?.key !== key) continue;
      this.#at = next + 1;
      return entry;
    }
    return null;
  }
}
