/** Answers for the pull requests merged lately: an issue one of them closes, and that is open, is worth a look. */
import type { Failure } from '../../../domain/failure';
import { listOf, recordOf } from './fields';
import { troublesAt } from './graphqlAnswer';
import { closingPullOf } from './graphqlRecords';
import { isRecord } from './json';
import type { ListMeans } from './page';
import { mergedDocument } from './queries';
import { wholePull } from './restOfNode';

/** One request, and more for those that close very much. @returns the failure. @throws the signal's reason when aborted. */
export async function readMergedPulls(means: ListMeans): Promise<Failure | null> {
  const { run, state, repository } = means;
  const [owner = '', name = ''] = repository.split('/');
  const answer = await run.graphql('merged', mergedDocument, { owner, name });
  if (!answer.ok) return answer.error;
  const found = recordOf(answer.value.data, 'repository');
  const pulls = found === null ? null : recordOf(found, 'pullRequests');
  if (pulls === null || !Array.isArray(pulls.nodes)) {
    return { kind: 'malformed', what: 'The merged pull requests', detail: 'the answer has none' };
  }
  let lacks = false;
  for (const [at, value] of listOf(pulls, 'nodes').entries()) {
    const closing = isRecord(value) ? closingPullOf(value, repository) : null;
    const troubles = troublesAt(answer.value, ['repository', 'pullRequests', 'nodes', at]);
    if (closing === null) {
      lacks ||= troubles !== 'none';
      continue;
    }
    const linked = await wholePull(means, closing, troubles);
    if (!linked.ok) return linked.error;
    if (linked.value === null) lacks = true;
    else if (linked.value.closes.some((number) => state.ledger.openNumbers.has(number))) {
      state.ledger.setPull(closing.number, linked.value);
    }
  }
  state.wantsMerged = lacks;
  return lacks ? { kind: 'malformed', what: 'The merged pull requests', detail: 'some are missing' } : null;
}
