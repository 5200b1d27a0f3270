/** Answers for which issues are chosen together, so that one command acts on all of them. */
import { maxKeysAtOnce } from '../../src/protocol/rowCommand';
import { Observable } from './observable';

export interface Selection {
  /** Keys of the chosen issues, in the order of the list they were chosen from; empty: the active one alone counts. */
  readonly keys: readonly string[];
  /** The same, to look up. */
  readonly has: ReadonlySet<string>;
  /** Where a range begins: the key that was chosen or passed last without Shift. */
  readonly origin: string | null;
  /** More were asked for than can be chosen at once. */
  readonly isCut: boolean;
}

const nothing: Selection = { keys: [], has: new Set(), origin: null, isCut: false };

export class SelectionStore {
  readonly #selection = new Observable(nothing);

  readonly get = (): Selection => this.#selection.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#selection.subscribe(listener);

  /** Chooses nothing; a range begins at `origin` from now on. */
  clear(origin: string | null = null): void {
    const { keys, origin: before } = this.get();
    if (keys.length === 0 && before === origin) return;
    this.#selection.set({ ...nothing, origin });
  }

  /** Takes one in or out. What the keyboard was on, `active`, belongs to what is chosen first. */
  toggle(key: string, active: string | null): void {
    const { keys } = this.get();
    const before = keys.length === 0 && active !== null && active !== key ? [active] : keys;
    const without = before.filter((each) => each !== key);
    this.#choose(without.length === before.length ? [...before, key] : without, key);
  }

  /** Chooses these in place of what was chosen; the range keeps its `origin`. */
  choose(keys: readonly string[], origin: string | null): void {
    this.#choose(keys, origin);
  }

  /** Lets go of what is not there any more. Costs as much as there is chosen. */
  keepOnly(isThere: (key: string) => boolean): void {
    const { keys, origin } = this.get();
    if (keys.every(isThere)) return;
    this.#choose(keys.filter(isThere), origin);
  }

  #choose(wanted: readonly string[], origin: string | null): void {
    const keys = wanted.slice(0, maxKeysAtOnce);
    this.#selection.set({ keys, has: new Set(keys), origin, isCut: keys.length < wanted.length });
  }
}
