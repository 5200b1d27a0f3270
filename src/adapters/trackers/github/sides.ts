/** Answers for what is asked beside the issues themselves: what fails here is missing, and fails nothing else. */
import { describeFailure, type Failure } from '../../../domain/failure';
import type { RepositoryAccess } from './access';
import { readDetails } from './details';
import { noGraphql, type GraphqlFeatures } from './graphqlFeatures';
import { readFollowed } from './followed';
import { lookUp, mostLookedUp } from './lookUp';
import { readMergedPulls } from './mergedPulls';
import { readMilestones } from './milestones';
import type { ListMeans } from './page';
import { detailParts } from './queries';
import { outsideId } from './repositoryName';
import { isWorthAsking, type SyncState } from './syncState';

/** Of other repositories, that only texts name: looked up a sync. */
const mostOthers = 200;
/** After so many failures in a row it waits until there is another reason to ask. */
const mostFailures = 5;
const branchIssueMissing = 'The issue the branch names is not read';

/** Whether something is still to be asked that an unchanged list is no reason to leave. */
export function hasUnfinishedSides({ state }: ListMeans): boolean {
  if (state.failedSides >= mostFailures) return false;
  if (state.followed.isUnsettled(state.ledger)) return true;
  if (state.wantsMilestones) return true;
  return state.account !== null && (state.wantsMerged || state.incomplete.size > 0 || wantsDetails(state));
}

const wantsDetails = ({ wanted }: SyncState): boolean => [...wanted.values()].some(isWorthAsking);

/** Whether the next reading asks for an issue that is followed, and the last one did not fail to. */
export const lacksFollowed = ({ followed, ledger, incomplete }: SyncState): boolean =>
  followed.lacking(ledger).length > 0 && !incomplete.has(branchIssueMissing);

/** @throws the signal's reason when aborted. */
export async function readSides(means: ListMeans, access: RepositoryAccess): Promise<void> {
  const { state, run } = means;
  state.incomplete.clear();
  const missing = (what: string, failure: Failure | null): void => {
    if (failure !== null) state.incomplete.set(what, `${what}: ${describeFailure(failure)}`);
  };
  missing(branchIssueMissing, await readFollowed(means));
  const wantsGraphql = run.api.account !== null && (wantsDetails(state) || state.wantsMerged);
  const features = wantsGraphql ? await access.features(run.ask.signal) : { ok: true as const, value: noGraphql };
  if (!features.ok) missing('Blockers and pull requests are not read', features.error);
  else await readByGraphql(means, features.value, missing);
  if (run.api.account !== null) missing('Some issues of other repositories are not read', await readOthers(means));
  if (state.wantsMilestones) missing('Milestones are not read', await readMilestones(means));
  state.ledger.prune(state.followed.kept(state.ledger));
  state.followed.settle();
  state.failedSides = state.incomplete.size > 0 ? state.failedSides + 1 : 0;
}

async function readByGraphql(
  means: ListMeans,
  features: GraphqlFeatures,
  missing: (what: string, failure: Failure | null) => void,
): Promise<void> {
  const { state, run } = means;
  const parts = detailParts(features);
  // Without an account there is no GraphQL that could have been asked in vain.
  const wantsMore = run.api.account === null ? state.wanted.size > 0 : wantsDetails(state);
  if (wantsMore) missing('Some blockers and pull requests are not read', await readDetails(means, parts));
  if (run.api.account === null || !state.wantsMerged) return;
  if (parts.pulls) missing('Merged pull requests are not read', await readMergedPulls(means));
  else state.wantsMerged = false;
}

/** Issues of other repositories that texts name; those GitHub itself names come with the blockers. */
async function readOthers({ state, run, repository }: ListMeans): Promise<Failure | null> {
  const queries = state.ledger
    .outsideTexts()
    .filter((query) => !state.lookedUp.has(outsideId(query)))
    .slice(0, mostOthers);
  for (let from = 0; from < queries.length; from += mostLookedUp) {
    const some = queries.slice(from, from + mostLookedUp);
    run.count('others');
    const results = await lookUp(run.api, some, run.ask);
    for (const [index, result] of results.entries()) {
      const query = some[index];
      if (query === undefined) continue;
      if (result.ok) state.ledger.learn({ ...result.value, ...query, open: result.value.state === 'open' }, repository);
      else if (result.error.kind !== 'absent' && result.error.kind !== 'refused') return result.error;
      state.lookedUp.add(outsideId(query));
    }
  }
  return null;
}
