/** Answers for who asks the loopback GitHub, and what they may see. */
import type { GitHubState } from './gitHubState';
import type { FakeIssue, FakePull, FakeRepository, FakeToken } from './records';

/** Who asks. */
export interface Caller {
  /** Null: nobody, or somebody whose token is not good. */
  readonly token: FakeToken | null;
  /** True when a token came that is unknown or revoked. */
  readonly badToken: boolean;
  /** What limits count by: the token, or the address. */
  readonly client: string;
}

export function callerOf(state: GitHubState, authorisation: string | undefined, address: string): Caller {
  const text = authorisation?.replace(/^(?:bearer|token)\s+/i, '') ?? null;
  if (text === null) return { token: null, badToken: false, client: address };
  const token = state.tokens.get(text);
  return token === undefined || token.revoked
    ? { token: null, badToken: true, client: address }
    : { token, badToken: false, client: text };
}

/** Why somebody does not get at a repository; null when they do. */
export function refusal(state: GitHubState, caller: Caller, repository: FakeRepository): 'unseen' | 'sso' | null {
  if (repository.deleted) return 'unseen';
  const { token } = caller;
  if (repository.private) {
    const member =
      token !== null && (repository.owner === token.user.login || repository.readers.has(token.user.login));
    if (!member || !token.scopes.includes('repo')) return 'unseen';
  }
  const { owner } = repository;
  return token !== null && state.ssoOwners.has(owner) && !token.ssoAuthorised.has(owner) ? 'sso' : null;
}

/** Whether a record is there for somebody. */
export const sees = (state: GitHubState, caller: Caller, thread: FakeIssue | FakePull): boolean =>
  refusal(state, caller, thread.repository) === null &&
  (thread.kind === 'pull' || (!thread.deleted && thread.transferredTo === null));
