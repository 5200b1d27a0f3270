/** Answers for reading many things without having all under way at once. */
import type { AnyLane } from './lanes';

const mostAtOnce = 8;

/** Settles when each was read. */
export async function askAll(lanes: readonly AnyLane[]): Promise<void> {
  const waiting = [...lanes];
  const work = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) await lane.ask();
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
}
