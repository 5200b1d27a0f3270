/** Answers for what all REST answers of the loopback GitHub write alike: moments, users, addresses. */
import type { Caller } from './access';
import type { GitHubState } from './gitHubState';
import { fullNameOf, type FakeRepository, type FakeUser } from './records';

/** For whom, and under which addresses, something is written. */
export interface Writing {
  readonly state: GitHubState;
  readonly caller: Caller;
  /** What addresses of the API begin with. */
  readonly api: string;
}

export type Body = Record<string, unknown>;

/** REST tells whole seconds. */
export const momentOf = (atMs: number): string => `${new Date(atMs).toISOString().slice(0, 19)}Z`;
export const momentOrNull = (atMs: number | null): string | null => (atMs === null ? null : momentOf(atMs));

export function userBody(user: FakeUser, { state, api }: Writing): Body {
  const url = `${api}/users/${user.login}`;
  return {
    login: user.login,
    id: user.id,
    node_id: `U_kgDO${Buffer.from(String(user.id)).toString('base64url')}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${user.id}?v=4`,
    gravatar_id: '',
    url,
    html_url: `${state.webOrigin}/${user.login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: 'User',
    site_admin: false,
  };
}

export const repositoryUrl = (repository: FakeRepository, { api }: Writing): string =>
  `${api}/repos/${fullNameOf(repository)}`;
