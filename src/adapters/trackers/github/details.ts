/** Answers for asking in detail, many in one request: what issues wait for, and what pull requests close. */
import type { Failure } from '../../../domain/failure';
import { ok, type Result } from '../../../domain/result';
import type { GraphqlAnswer } from './api';
import { readBlockersByRest } from './blockersByRest';
import { listOf, recordOf } from './fields';
import { blockerPageOf, countsOf, linkedPullOf, type BlockerPage } from './graphqlRecords';
import { isRecord } from './json';
import type { ListMeans } from './page';
import { detailsDocument, moreBlockersDocument, nodesEach, type DetailParts } from './queries';
import type { Wanted } from './syncState';

const aliases = ['a', 'b'] as const;
/** Further pages of the blockers of one issue. */
const mostBlockerPages = 20;

type Node = Wanted & { readonly nodeId: string };

/** What became of one question about many. */
interface Asked {
  /** To be asked again in smaller batches: the server did not get through it. */
  readonly again: readonly Node[];
  readonly failure: Failure | null;
}

/**
 * Works off what is wanted, as far as the server can tell it. What fails stays wanted; nothing else is lost by it.
 * @returns the first failure
 * @throws the signal's reason when aborted.
 */
export async function readDetails(means: ListMeans, parts: DetailParts): Promise<Failure | null> {
  const { state } = means;
  const nodes: Node[] = [];
  for (const wanted of state.wanted.values()) {
    const { what, nodeId } = wanted;
    if (nodeId !== null && (what === 'pull' ? parts.pulls : parts.blockers)) nodes.push({ ...wanted, nodeId });
    else if (what === 'pull' || parts.blockers) state.wanted.delete(wanted.number);
  }
  const failure = await readBatches(means, parts, nodes);
  return parts.blockers ? failure : ((await readBlockersByRest(means)) ?? failure);
}

/** What is too much for the server is asked in halves; a batch size that worked is kept. */
async function readBatches(means: ListMeans, parts: DetailParts, nodes: readonly Node[]): Promise<Failure | null> {
  let size = nodesEach * aliases.length;
  let left = nodes;
  let first: Failure | null = null;
  while (left.length > 0) {
    const batch = left.slice(0, size);
    left = left.slice(batch.length);
    const { again, failure } = await askFor(means, parts, batch);
    // Where one alone is too much, the server has other troubles.
    if (failure !== null && (!isTooMuch(failure) || batch.length === 1)) return failure;
    if (again.length === 0 || batch.length === 1) first ??= failure ?? (again.length === 0 ? null : tooCostly(means));
    else {
      size = Math.max(1, Math.ceil(batch.length / 2));
      left = [...again, ...left];
    }
    means.onProgress();
  }
  return first;
}

async function askFor(means: ListMeans, parts: DetailParts, batch: readonly Node[]): Promise<Asked> {
  const used = aliases.slice(0, Math.ceil(batch.length / nodesEach));
  const lists = used.map((_, index) => batch.slice(index * nodesEach, (index + 1) * nodesEach));
  const variables = Object.fromEntries(used.map((alias, index) => [alias, lists[index]?.map(({ nodeId }) => nodeId)]));
  const answer = await means.run.graphql('details', detailsDocument(used, parts), variables);
  if (!answer.ok) return { again: batch, failure: answer.error };
  const again: Node[] = [];
  let failure: Failure | null = null;
  for (const [index, alias] of used.entries()) {
    const found = listOf(answer.value.data, alias);
    for (const [at, node] of (lists[index] ?? []).entries()) {
      const outcome = await take(means, node, found[at], errorTypes(answer.value, alias, at));
      if (outcome === 'again') again.push(node);
      else if (outcome !== 'done') failure ??= outcome;
    }
  }
  return { again, failure };
}

/** Kinds of the errors of one node, by the depth they are at: 2 is the node itself. */
const errorTypes = (
  { errors }: GraphqlAnswer,
  alias: string,
  at: number,
): readonly (readonly [string | null, number])[] =>
  errors.filter(({ path }) => path[0] === alias && path[1] === at).map(({ type, path }) => [type, path.length]);

async function take(
  means: ListMeans,
  node: Node,
  value: unknown,
  errors: readonly (readonly [string | null, number])[],
): Promise<'done' | 'again' | Failure> {
  const { state, repository } = means;
  const done = (): 'done' => {
    state.wanted.delete(node.number);
    return 'done';
  };
  if (!isRecord(value)) {
    // It is gone, or not for this account: its counts say what there is to say.
    return errors.every(([type]) => type !== null && final.has(type)) ? done() : 'again';
  }
  if (node.what === 'pull') {
    const linked = linkedPullOf(value, repository);
    if (linked === null) return 'again';
    state.ledger.setPull(linked.number, linked.pull.state === 'closed' ? null : linked);
    return done();
  }
  const counts = countsOf(value);
  const page = blockerPageOf(value);
  if (counts === null || page === null) return 'again';
  const blockers = await allBlockers(means, node, page);
  if (!blockers.ok) return blockers.error;
  state.ledger.setBlockers(node.number, blockers.value, counts, repository);
  return done();
}

async function allBlockers(
  { run }: ListMeans,
  { nodeId }: Node,
  first: BlockerPage,
): Promise<Result<BlockerPage['blockers'], Failure>> {
  const blockers = [...first.blockers];
  let { after } = first;
  for (let pages = 0; after !== null && pages < mostBlockerPages; pages++) {
    const answer = await run.graphql('details', moreBlockersDocument, { id: nodeId, after });
    if (!answer.ok) return answer;
    const node = recordOf(answer.value.data, 'node');
    const page = node === null ? null : blockerPageOf(node);
    if (page === null) break;
    blockers.push(...page.blockers);
    after = page.after === after ? null : page.after;
  }
  return ok(blockers);
}

const final: ReadonlySet<string> = new Set(['NOT_FOUND', 'FORBIDDEN', 'INSUFFICIENT_SCOPES']);

/** The server broke off, or would have: less may do. */
function isTooMuch({ kind }: Failure): boolean {
  return kind === 'timeout' || kind === 'serverFailed' || kind === 'tooLarge' || kind === 'malformed';
}

const tooCostly = ({ run }: ListMeans): Failure => ({
  kind: 'serverFailed',
  host: run.api.host.name,
  status: 200,
  retryAtMs: null,
});
