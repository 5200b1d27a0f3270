/** Answers for chance that a seed decides: the same seed makes the same plan, whatever the machine does. */
import { seeded } from '../bench/seeded';

export class Chance {
  private readonly draw: () => number;

  constructor(readonly seed: number) {
    this.draw = seeded(seed);
  }

  /** At least 0, below 1. */
  next(): number {
    return this.draw();
  }

  /** A whole number from `least` up to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.draw() * (most - least + 1));
  }

  /** True in this part of all cases. */
  odds(part: number): boolean {
    return this.draw() < part;
  }

  /** @throws where there is nothing to choose from. */
  pick<T>(from: readonly T[]): T {
    const chosen = from[Math.floor(this.draw() * from.length)];
    if (chosen === undefined) throw new Error('there is nothing to choose from');
    return chosen;
  }

  /** Chance of its own for a part of the plan: what is drawn elsewhere does not move it. */
  of(part: string | number): Chance {
    return new Chance(mixed(this.seed, String(part)));
  }
}

/** The FNV-1a hash: http://www.isthe.com/chongo/tech/comp/fnv/ */
function mixed(seed: number, text: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
