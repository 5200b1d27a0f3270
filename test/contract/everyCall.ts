/** Answers for one discovery for each call that a discovery makes, with something done right before that call. */
import { MovingScout, type Setting } from './movingScout';

/** So many calls no discovery makes: a test that goes on beyond has lost its way. */
const mostCalls = 5_000;

/** How one discovery is made; settles when it is over. */
export type Discovery = (moving: MovingScout) => Promise<unknown>;

export interface Outcome {
  /** More than a discovery makes calls. */
  readonly calls: number;
  /** Strict snapshots that show two generations: the number of the call, and what they show. */
  readonly mixed: readonly string[];
  /** Calls after which neither the discovery nor a later one was strict and of the newest generation. */
  readonly notNewest: readonly number[];
}

/**
 * @param every 1: for each call; 2: for every other one
 * @param scoutOf makes the scout of a discovery, or hands out the one of the last
 * @param move is told of every call: its number, and the number of the one the discovery is for
 * @param again settles when what the discovery may have missed at its very end was seen, or never will be
 */
export async function atEveryCall(
  { points }: Setting,
  every: number,
  scoutOf: () => MovingScout | Promise<MovingScout>,
  discover: Discovery,
  move: (call: number, chosen: number) => void,
  again: Discovery = discover,
): Promise<Outcome> {
  const mixed: string[] = [];
  const notNewest: number[] = [];
  for (let chosen = 1; chosen < mostCalls; chosen += every) {
    const moving = await scoutOf();
    moving.published.length = 0;
    points.begin((call) => {
      move(call, chosen);
    });
    await discover(moving);
    const { count } = points;
    points.end();
    if (!moving.isNewest) await again(moving);
    if (!moving.isNewest) notNewest.push(chosen);
    mixed.push(...moving.mixed.map((shown) => `${chosen}: ${shown}`));
    if (count < chosen) return { calls: chosen, mixed, notNewest };
  }
  throw new Error('the discovery never ended');
}
