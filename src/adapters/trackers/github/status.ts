/** Answers for what people are told of a source on GitHub beside its issues. */
import type { RemoteStatus } from '../../../domain/context';
import type { Failure } from '../../../domain/failure';
import type { RepositoryAccess } from './access';
import type { Account } from '../../../ports/credentials';
import { perPage } from './page';
import { firstPlace, placeKey, type SyncState } from './syncState';

export interface StatusFacts {
  readonly state: SyncState;
  readonly access: RepositoryAccess;
  readonly account: Account | null;
  /** Of the last reading; null: it went well, or there was none. */
  readonly failure: Failure | null;
  readonly isReading: boolean;
}

/** Cheap: nothing is asked. */
export function remoteStatus({ state, access, account, failure, isReading }: StatusFacts): RemoteStatus {
  const { host } = access;
  const nobody = state.account === null;
  const offer = offerFor(failure, nobody);
  return {
    host: host.name,
    repository: state.chosen?.repository ?? access.remote,
    account: account === null ? null : { name: account.name, via: account.via },
    requests: access.requests,
    progress: isReading && !state.isListed && state.chosen !== null ? progressOf(state) : null,
    incomplete: [...state.incomplete.values(), ...unreadBlockers(state), ...askedInVain(state)],
    notes: [
      ...(state.chosen?.notes ?? []),
      ...(nobody ? [`Nobody is signed in at ${host.name}: ${withAnAccount}`] : []),
      ...(state.countsBlockers === false
        ? [`${host.name} knows no dependencies: labels and texts say what blocks.`]
        : []),
    ],
    offer,
    offerUrl: offer === 'openUrl' && failure?.kind === 'refused' ? failure.url : null,
  };
}

const withAnAccount =
  'signing in adds private repositories, reviews of pull requests, all blockers, and 5,000 requests an hour instead of 60.';

function progressOf({ pages, lastPage, descent, chosen }: SyncState): RemoteStatus['progress'] {
  let done = descent?.numbers.size ?? 0;
  for (const { numbers } of pages.values()) done += numbers.length;
  if (lastPage === null) {
    // By cursor no page is told to be the last one, but the repository may tell how many issues are open.
    const next = pages.get(placeKey(firstPlace))?.next ?? null;
    const total = next !== null && 'after' in next ? (chosen?.openCount ?? null) : null;
    // Where both ways meet, some were read twice.
    return { done: Math.min(done, total ?? done), total };
  }
  // The last page is the only one that is not full.
  const last = pages.get(placeKey({ page: lastPage }))?.numbers.length ?? perPage;
  return { done, total: Math.max(done, (lastPage - 1) * perPage + last) };
}

function unreadBlockers({ wanted, account, isListed }: SyncState): readonly string[] {
  const count = [...wanted.values()].filter(({ what }) => what === 'blockers').length;
  if (!isListed || account !== null || count === 0) return [];
  const issues = count === 1 ? '1 issue is' : `${count} issues are`;
  return [`The blockers of ${issues} not read without an account; where GitHub counts open ones, they block unseen.`];
}

/** What the server answered about, and did not tell. */
function askedInVain({ wanted, account }: SyncState): readonly string[] {
  if (account === null) return [];
  const missed = [...wanted.values()].filter(({ inVain }) => inVain !== undefined);
  const issues = missed.filter(({ what }) => what === 'blockers').length;
  const pulls = missed.length - issues;
  return [
    ...(issues === 0
      ? []
      : [
          `The blockers of ${issues === 1 ? '1 issue' : `${issues} issues`} could not be read. They are asked for again.`,
        ]),
    ...(pulls === 0
      ? []
      : [`What ${pulls === 1 ? '1 pull request closes' : `${pulls} pull requests close`} could not be read.`]),
  ];
}

function offerFor(failure: Failure | null, nobody: boolean): RemoteStatus['offer'] {
  if (failure?.kind === 'unauthorized') return 'signIn';
  if (failure?.kind === 'refused' && failure.url !== null) return 'openUrl';
  return nobody ? 'signIn' : null;
}
