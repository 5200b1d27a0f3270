/** Answers for the pull requests merged lately: an issue one of them closes, and that is open, is worth a look. */
import type { Failure } from '../../../domain/failure';
import { listOf, recordOf } from './fields';
import { linkedPullOf } from './graphqlRecords';
import { isRecord } from './json';
import type { ListMeans } from './page';
import { mergedDocument } from './queries';

/** One request. @returns the failure. @throws the signal's reason when aborted. */
export async function readMergedPulls({ run, state, repository }: ListMeans): Promise<Failure | null> {
  const [owner = '', name = ''] = repository.split('/');
  const answer = await run.graphql('merged', mergedDocument, { owner, name });
  if (!answer.ok) return answer.error;
  const found = recordOf(answer.value.data, 'repository');
  const pulls = found === null ? null : recordOf(found, 'pullRequests');
  if (pulls === null) return { kind: 'malformed', what: 'The merged pull requests', detail: 'the answer has none' };
  for (const value of listOf(pulls, 'nodes')) {
    const linked = isRecord(value) ? linkedPullOf(value, repository) : null;
    if (linked?.closes.some((number) => state.ledger.openNumbers.has(number)) === true) {
      state.ledger.setPull(linked.number, linked);
    }
  }
  state.wantsMerged = false;
  return null;
}
