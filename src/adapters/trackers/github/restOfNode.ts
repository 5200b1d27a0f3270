/** Answers for a list below a node that is longer than one answer: what blocks an issue, what a pull request closes. */
import type { Failure } from '../../../domain/failure';
import { ok, type Result } from '../../../domain/result';
import type { Blocker } from './composition';
import { recordOf } from './fields';
import { troublesAt, type Troubles } from './graphqlAnswer';
import { blockerPageOf, closedPageOf, type ClosingPull, type NodePage } from './graphqlRecords';
import type { ListMeans } from './page';
import type { LinkedPull } from './pullLinks';
import { moreBlockersDocument, moreClosedDocument } from './queries';

type Fields = Readonly<Record<string, unknown>>;
type Asking = Pick<ListMeans, 'run' | 'repository'>;

/** Further pages of one list. */
const mostPages = 20;

/** @param troubles with the first ones. @returns null: not all of it was told. @throws the signal's reason when aborted. */
export const allBlockers = (
  means: Asking,
  nodeId: string,
  first: NodePage<Blocker>,
  troubles: Troubles,
): Promise<Result<readonly Blocker[] | null, Failure>> =>
  allOf(means, nodeId, first, troubles, { document: moreBlockersDocument, read: blockerPageOf });

/** @param troubles with the first ones. @returns null: not all that it closes was told. @throws the signal's reason when aborted. */
export async function wholePull(
  means: Asking,
  { nodeId, pull, closes }: ClosingPull,
  troubles: Troubles,
): Promise<Result<LinkedPull | null, Failure>> {
  const read = (node: Fields): NodePage<number> | null => closedPageOf(node, means.repository);
  const all = await allOf(means, nodeId, closes, troubles, { document: moreClosedDocument, read });
  if (!all.ok) return all;
  return ok(all.value === null ? null : { pull, closes: [...new Set(all.value)] });
}

async function allOf<T>(
  { run }: Asking,
  nodeId: string | null,
  first: NodePage<T>,
  troubles: Troubles,
  more: { readonly document: string; readonly read: (node: Fields) => NodePage<T> | null },
): Promise<Result<readonly T[] | null, Failure>> {
  if (!first.isWhole && troubles !== 'none') return ok(null);
  const items = [...first.items];
  let { after } = first;
  for (let pages = 0; after !== null; pages++) {
    if (pages >= mostPages || nodeId === null) return ok(null);
    const answer = await run.graphql('details', more.document, { id: nodeId, after });
    if (!answer.ok) return answer;
    const node = recordOf(answer.value.data, 'node');
    const page = node === null ? null : more.read(node);
    if (page === null || page.after === after) return ok(null);
    if (!page.isWhole && troublesAt(answer.value, ['node']) !== 'none') return ok(null);
    items.push(...page.items);
    ({ after } = page);
  }
  return ok(items);
}
