/** Answers for arcs turned round: who points at each node. */
import { at } from './at';
import type { Arcs } from './strongComponents';

/** @param visit is told where each arc went: its new place, and the one it had */
export function turnedArcs({ size, starts, targets }: Arcs, visit?: (place: number, arc: number) => void): Arcs {
  const turnedStarts = new Int32Array(size + 1);
  for (const target of targets) turnedStarts[target + 1] = at(turnedStarts, target + 1) + 1;
  for (let v = 0; v < size; v++) turnedStarts[v + 1] = at(turnedStarts, v + 1) + at(turnedStarts, v);
  const turned = new Int32Array(targets.length);
  const fill = turnedStarts.slice(0, size);
  for (let v = 0; v < size; v++) {
    for (let arc = at(starts, v); arc < at(starts, v + 1); arc++) {
      const target = at(targets, arc);
      const place = at(fill, target);
      fill[target] = place + 1;
      turned[place] = v;
      visit?.(place, arc);
    }
  }
  return { size, starts: turnedStarts, targets: turned };
}
