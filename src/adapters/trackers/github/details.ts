/** Answers for asking in detail, many in one request: what issues wait for, and what pull requests close. */
import type { Failure } from '../../../domain/failure';
import { readBlockersByRest } from './blockersByRest';
import { takeNode, type WantedNode } from './detailOutcome';
import type { ListMeans } from './page';
import { detailsDocument, nodesEach, type DetailParts } from './queries';
import { isWorthAsking, type SyncState } from './syncState';

const aliases = ['a', 'b'] as const;
/** So many that fail alone, one after the other, are no troubles of theirs. */
const mostAloneInVain = 5;

/** What became of one question about many. */
interface Asked {
  /** The server did not get through these. */
  readonly again: readonly WantedNode[];
  /** Of the whole question, or of one about the rest of a node. */
  readonly failure: Failure | null;
  readonly isWhole: boolean;
}

/**
 * Works off what is wanted, as far as the server can tell it. What fails stays wanted; nothing else is lost by it.
 * @returns the first failure
 * @throws the signal's reason when aborted.
 */
export async function readDetails(means: ListMeans, parts: DetailParts): Promise<Failure | null> {
  const { state } = means;
  const nodes: WantedNode[] = [];
  for (const wanted of state.wanted.values()) {
    const { number, what, nodeId } = wanted;
    const isGone = what === 'blockers' && !state.ledger.openNumbers.has(number);
    if (!isGone && nodeId !== null && (what === 'pull' ? parts.pulls : parts.blockers)) {
      if (isWorthAsking(wanted)) nodes.push({ ...wanted, nodeId });
    } else if (isGone || what === 'pull' || parts.blockers) state.wanted.delete(number);
  }
  const failure = await readBatches(means, parts, nodes);
  return parts.blockers ? failure : ((await readBlockersByRest(means)) ?? failure);
}

/**
 * What is too much for the server is asked in halves; a batch size that worked is kept. Single ones among many that it
 * did not get through are asked once more at the end.
 */
async function readBatches(
  means: ListMeans,
  parts: DetailParts,
  nodes: readonly WantedNode[],
): Promise<Failure | null> {
  const { state } = means;
  let size = nodesEach * aliases.length;
  let left = nodes;
  let later: WantedNode[] = [];
  let isLast = false;
  let aloneInVain = 0;
  let first: Failure | null = null;
  while (left.length > 0) {
    const batch = left.slice(0, size);
    const asked = await askFor(means, parts, batch);
    const { again, failure, isWhole } = asked;
    // Where one alone is too much, the server has other troubles.
    if (isWhole && failure !== null && (!isTooMuch(failure) || batch.length === 1)) return failure;
    if (!isWhole) first ??= failure;
    left = left.slice(batch.length);
    if (batch.length > 1 && again.length > batch.length / 2) {
      size = Math.ceil(batch.length / 2);
      left = [...again, ...left];
    } else if (batch.length > 1 && !isLast) later.push(...again);
    else for (const node of again) missed(state, node.number);
    aloneInVain = batch.length > 1 ? 0 : again.length === 0 ? 0 : aloneInVain + 1;
    if (aloneInVain >= mostAloneInVain && left.length > 0) return first ?? unclear(means);
    if (left.length === 0 && later.length > 0) {
      left = later;
      later = [];
      isLast = true;
      size = Math.max(1, Math.min(size, Math.ceil(left.length / 2)));
    }
    means.onProgress();
  }
  return first;
}

async function askFor(means: ListMeans, parts: DetailParts, batch: readonly WantedNode[]): Promise<Asked> {
  const { state } = means;
  const used = aliases.slice(0, Math.ceil(batch.length / nodesEach));
  const lists = used.map((_, index) => batch.slice(index * nodesEach, (index + 1) * nodesEach));
  const variables = Object.fromEntries(used.map((alias, index) => [alias, lists[index]?.map(({ nodeId }) => nodeId)]));
  const answer = await means.run.graphql('details', detailsDocument(used, parts), variables);
  if (!answer.ok) return { again: batch, failure: answer.error, isWhole: true };
  const again: WantedNode[] = [];
  let failure: Failure | null = null;
  for (const [index, alias] of used.entries()) {
    for (const [at, node] of (lists[index] ?? []).entries()) {
      const outcome = await takeNode(means, node, answer.value, [alias, at]);
      if (outcome === 'done') state.wanted.delete(node.number);
      else if (outcome === 'again') again.push(node);
      else if (outcome === 'refused') missed(state, node.number);
      else failure ??= outcome;
    }
  }
  return { again, failure, isWhole: false };
}

/** It stays wanted, and what is known of it stays too. */
function missed({ wanted }: SyncState, number: number): void {
  const before = wanted.get(number);
  if (before !== undefined) wanted.set(number, { ...before, inVain: (before.inVain ?? 0) + 1 });
}

/** The server broke off, or would have: less may do. */
function isTooMuch({ kind }: Failure): boolean {
  return kind === 'timeout' || kind === 'serverFailed' || kind === 'tooLarge' || kind === 'malformed';
}

const unclear = ({ run }: ListMeans): Failure => ({
  kind: 'serverFailed',
  host: run.api.host.name,
  status: 200,
  retryAtMs: null,
});
