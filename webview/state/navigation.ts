/** Answers for what a key does in the list: where the active entry goes, or which group opens or closes. */
import type { Row } from '../../src/protocol/messages';
import type { Entry } from './entry';
import type { ListModel } from './listModel';

export type Movement =
  | { readonly kind: 'move'; readonly index: number }
  | { readonly kind: 'expand'; readonly group: string; readonly expanded: boolean };

/** What `key` (as in KeyboardEvent.key) does at `index` (-1: nothing is active); null when it is not ours. */
export function movementFor(model: ListModel, index: number, key: string, pageLength: number): Movement | null {
  switch (key) {
    case 'ArrowDown':
      return step(model, index, 1);
    case 'ArrowUp':
      return step(model, index, -1);
    case 'Home':
      return move(model, 0, 1);
    case 'End':
      return move(model, model.count - 1, -1);
    case 'PageDown':
      return move(model, Math.min(model.count - 1, Math.max(0, index) + pageLength), -1);
    case 'PageUp':
      return move(model, Math.max(0, index - pageLength), 1);
    case 'ArrowRight':
    case 'ArrowLeft':
      return sideways(model, index, key === 'ArrowRight');
    default:
      return null;
  }
}

function step(model: ListModel, index: number, direction: 1 | -1): Movement | null {
  if (index < 0) return move(model, direction === 1 ? 0 : model.count - 1, direction);
  return move(model, index + direction, direction);
}

/** Moves to `index`, or, as notes cannot be active, to the nearest entry after it in `direction`. */
function move(model: ListModel, index: number, direction: 1 | -1): Movement | null {
  let target = index;
  while (model.entryAt(target)?.kind === 'note') target += direction;
  return model.entryAt(target) === null ? null : { kind: 'move', index: target };
}

function sideways(model: ListModel, index: number, forward: boolean): Movement | null {
  const entry = model.entryAt(index);
  if (entry?.kind === 'section') {
    const { section } = entry;
    if (section.expanded !== forward) return { kind: 'expand', group: section.id, expanded: forward };
    return forward && section.length > 1 ? move(model, index + 1, 1) : null;
  }
  const section = forward ? null : model.sectionAt(index);
  return section === null ? null : { kind: 'move', index: section.start };
}

/** The entry to keep active when the active one is no longer listed: its nearest neighbour by index, else none. */
export function nearestIndex(model: ListModel, lastIndex: number): number {
  if (model.count === 0) return -1;
  const index = Math.min(Math.max(0, lastIndex), model.count - 1);
  return model.entryAt(index)?.kind === 'note' ? index - 1 : index;
}

/** A pause longer than this begins a new word. */
const typeAheadPauseMs = 800;

/** Collects typed letters into the word that type-ahead looks for. */
export class TypeAhead {
  #typed = '';
  #lastAtMs = Number.NEGATIVE_INFINITY;

  /** Whether a word is being typed, so that a blank belongs to it. */
  isTyping(atMs: number): boolean {
    return this.#typed !== '' && atMs - this.#lastAtMs <= typeAheadPauseMs;
  }

  /** Adds a letter; the result is the whole word in lower case. */
  add(letter: string, atMs: number): string {
    this.#typed = (this.isTyping(atMs) ? this.#typed : '') + letter.toLowerCase();
    this.#lastAtMs = atMs;
    return this.#typed;
  }

  /** Another key was pressed: the next letter begins a new word. */
  end(): void {
    this.#typed = '';
  }
}

/**
 * The next row from `index` on, round the end, whose title begins with `word`; -1 when none does.
 * A first letter looks past the active row, so that typing it again goes on to the next.
 */
export function findByTitle(model: ListModel, rows: ReadonlyMap<string, Row>, index: number, word: string): number {
  const first = Array.from(word).length === 1 ? index + 1 : Math.max(0, index);
  for (let distance = 0; distance < model.count; distance++) {
    const candidate = (first + distance) % model.count;
    const entry: Entry | null = model.entryAt(candidate);
    if (entry?.kind !== 'row') continue;
    if (rows.get(entry.key)?.title.toLowerCase().startsWith(word) === true) return candidate;
  }
  return -1;
}
