/** Answers for what became of one node that was asked about in detail: taken in, to be asked again, or not to be had. */
import type { Failure } from '../../../domain/failure';
import type { GraphqlAnswer } from './api';
import { listOf } from './fields';
import { troublesAt, type Troubles } from './graphqlAnswer';
import { blockerPageOf, closingPullOf, countsOf } from './graphqlRecords';
import { isRecord } from './json';
import type { ListMeans } from './page';
import { allBlockers, wholePull } from './restOfNode';
import type { Wanted } from './syncState';

type Fields = Readonly<Record<string, unknown>>;
export type WantedNode = Wanted & { readonly nodeId: string };

/** `again`: the server did not get through it, less at once may do. `refused`: asking again now is of no use. */
export type Outcome = 'done' | 'again' | 'refused' | Failure;

/**
 * Takes in what the answer says of a node, where it is whole: of a part of the blockers nobody knows which are missing.
 * @param place of the node in the answer
 * @throws the signal's reason when aborted.
 */
export async function takeNode(
  means: ListMeans,
  node: WantedNode,
  answer: GraphqlAnswer,
  [alias, at]: readonly [string, number],
): Promise<Outcome> {
  const value = listOf(answer.data, alias)[at];
  const troubles = troublesAt(answer, [alias, at]);
  if (!isRecord(value)) return missing(troubles);
  return node.what === 'pull' ? takePull(means, value, troubles) : takeBlockers(means, node, value, troubles);
}

const missing = (troubles: Troubles): Outcome => (troubles === 'none' ? 'refused' : 'again');

async function takePull(means: ListMeans, value: Fields, troubles: Troubles): Promise<Outcome> {
  const { state, repository } = means;
  const closing = closingPullOf(value, repository);
  if (closing === null) return missing(troubles);
  const linked = await wholePull(means, closing, troubles);
  if (!linked.ok) return linked.error;
  if (linked.value === null) return 'again';
  state.ledger.setPull(closing.number, closing.pull.state === 'closed' ? null : linked.value);
  // Its review may be missing.
  return troubles === 'inside' ? 'again' : 'done';
}

async function takeBlockers(
  means: ListMeans,
  { number, nodeId }: WantedNode,
  value: Fields,
  troubles: Troubles,
): Promise<Outcome> {
  const { state, repository } = means;
  const counts = countsOf(value);
  const page = blockerPageOf(value);
  if (counts === null || page === null) return missing(troubles);
  const blockers = await allBlockers(means, nodeId, page, troubles);
  if (!blockers.ok) return blockers.error;
  if (blockers.value === null) return 'again';
  state.ledger.setBlockers(number, blockers.value, counts, repository);
  return 'done';
}
