/** Answers for what a scenario is given, and for running its attempts side by side. */
import type { Chance } from './chance';
import type { Programs } from './programs';
import { Tally, thrown } from './tally';

export interface ChaosSetting {
  /** A small part of it, for every change. */
  readonly short: boolean;
  readonly chance: Chance;
  /** A folder of the scenario's own, deleted afterwards. */
  readonly scratch: string;
  readonly programs: Programs;
  /** Only this attempt is made; null: all. */
  readonly only: string | null;
  readonly tally: Tally;
  /** Aborted when its time is up. */
  readonly signal: AbortSignal;
}

export interface Scenario {
  readonly name: string;
  /** What it holds us to, in a clause. */
  readonly claim: string;
  /** After this much it counts as lost, and its programs are ended. */
  readonly limitSeconds: { readonly full: number; readonly short: number };
  run(setting: ChaosSetting): Promise<void>;
}

/** @returns what was lost; null: it survived. What it throws is lost as well. */
export type Attempt = (name: string, chance: Chance) => Promise<string | null>;

/** Makes the attempts, as many at once as there are `lanes`. Each has chance of its own, by its name. */
export async function attemptAll(
  { chance, only, tally, signal }: ChaosSetting,
  names: readonly string[],
  lanes: number,
  attempt: Attempt,
): Promise<void> {
  const waiting = only === null ? [...names] : names.filter((name) => name === only);
  const isOver = (): boolean => signal.aborted;
  const lane = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined && !isOver(); name = waiting.shift()) {
      let lost: string | null;
      try {
        lost = await attempt(name, chance.of(name));
      } catch (error) {
        lost = thrown(error);
      }
      if (lost === null) tally.survive();
      else if (!isOver()) tally.lose(name, lost);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** The names of so many attempts that are told apart by their number alone. */
export const numbered = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => String(at + 1));
