/** Answers for the REST endpoints of the loopback GitHub. https://docs.github.com/rest */
import { refusal, type Caller } from './access';
import type { GitHubState } from './gitHubState';
import type { Limits } from './limits';
import { fullNameOf, type FakeIssue, type FakeRepository } from './records';
import { answer, moved, notFound, refused, ssoRequired, unauthorised, type Answer } from './restAnswer';
import { issueBody, MilestoneBodies, milestoneBody, seenOf } from './restBodies';
import { pullBody } from './restPull';
import { userBody, type Writing } from './restWriting';
import { pagedByCursor } from './restCursor';
import { listedIssues, listedPulls, paged, type Query } from './restIssues';
import { repositoryBody } from './restRepository';

export interface RestRequest {
  readonly method: string;
  /** Without what comes before it on an Enterprise Server. */
  readonly path: string;
  readonly query: Query;
  readonly caller: Caller;
  /** What addresses of the API begin with, as it was asked. */
  readonly api: string;
}

export function answerRest(state: GitHubState, limits: Limits, request: RestRequest): Answer {
  const { path, caller } = request;
  const writing: Writing = { state, caller, api: request.api };
  if (request.method !== 'GET') return notFound();
  if (caller.badToken) return unauthorised('Bad credentials');
  if (path === '/user') return viewer(writing);
  if (path === '/rate_limit') return rateLimit(limits, caller);
  const named = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path);
  const numbered = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
  const rest = named?.[3] ?? numbered?.[2] ?? '';
  const found =
    named !== null
      ? byName(state, decodeURIComponent(named[1] ?? ''), decodeURIComponent(named[2] ?? ''))
      : numbered !== null
        ? (state.repositories.find(({ id }) => id === Number(numbered[1])) ?? null)
        : null;
  if (found === null) return notFound();
  const repository = found instanceof Former ? found.repository : found;
  switch (refusal(state, caller, repository)) {
    case 'unseen':
      return notFound();
    case 'sso':
      return ssoRequired(repository.owner, state.webOrigin);
    case null:
      break;
  }
  if (found instanceof Former)
    return moved(withQuery(`${request.api}/repositories/${repository.id}${rest}`, request.query));
  return inRepository(repository, rest, request, writing);
}

class Former {
  constructor(readonly repository: FakeRepository) {}
}

function byName(state: GitHubState, owner: string, name: string): FakeRepository | Former | null {
  const current = state.repository(owner, name);
  if (current !== null) return current;
  const former = state.formerNames.get(`${owner}/${name}`.toLowerCase());
  return former === undefined ? null : new Former(former);
}

const withQuery = (url: string, query: Query): string => {
  const text = new URLSearchParams(query).toString();
  return text === '' ? url : `${url}?${text}`;
};

function inRepository(repository: FakeRepository, rest: string, request: RestRequest, writing: Writing): Answer {
  const { query } = request;
  const address = `${request.api}${request.path}`;
  if (rest === '') return answer(repositoryBody(repository, writing, true));
  const [, area = '', number, ...more] = rest.split('/');
  if (area === 'milestones' && number === undefined) {
    const { state = 'open' } = query;
    const milestones = repository.milestones.filter((one) => state === 'all' || one.state === state);
    return paged(milestones, query, address, (one) => milestoneBody(one, writing));
  }
  if (area === 'pulls') {
    if (number !== undefined) {
      const pull = repository.pulls.get(Number(number));
      return pull === undefined || more.length > 0 ? notFound() : answer(pullBody(pull, writing, true));
    }
    const pulls = listedPulls(repository, query);
    return Array.isArray(pulls) ? paged(pulls, query, address, (one) => pullBody(one, writing, false)) : pulls;
  }
  if (area !== 'issues') return notFound();
  if (!repository.hasIssues) return refused(410, 'Issues has been disabled in this repository.');
  const milestones = new MilestoneBodies();
  if (number === undefined) {
    const issues = listedIssues(repository, query, writing);
    if (!Array.isArray(issues)) return issues;
    const inPages = writing.state.features.cursorPaging ? pagedByCursor : paged;
    return inPages(issues, query, address, (one) => issueBody(one, writing, milestones));
  }
  const pull = repository.pulls.get(Number(number));
  if (pull !== undefined) return more.length === 0 ? answer(issueBody(pull, writing)) : notFound();
  const issue = repository.issues.get(Number(number));
  if (issue === undefined) return notFound();
  if (issue.deleted) return refused(410, 'This issue was deleted');
  const { transferredTo } = issue;
  if (transferredTo !== null) return transferred(transferredTo, more, request, writing);
  return ofIssue(issue, more.join('/'), request, writing);
}

function transferred(to: FakeIssue, more: readonly string[], request: RestRequest, writing: Writing): Answer {
  if (refusal(writing.state, writing.caller, to.repository) !== null) return notFound();
  const ending = more.length === 0 ? '' : `/${more.join('/')}`;
  return moved(
    withQuery(`${request.api}/repos/${fullNameOf(to.repository)}/issues/${to.number}${ending}`, request.query),
  );
}

function ofIssue(issue: FakeIssue, part: string, request: RestRequest, writing: Writing): Answer {
  const { dependencies, subIssues } = writing.state.features;
  const milestones = new MilestoneBodies();
  const list = (issues: Iterable<FakeIssue>): Answer =>
    paged(seenOf(issues, writing), request.query, `${request.api}${request.path}`, (one) =>
      issueBody(one, writing, milestones),
    );
  switch (part) {
    case '':
      return answer(issueBody(issue, writing));
    case 'dependencies/blocked_by':
      return dependencies ? list(issue.blockedBy) : notFound();
    case 'dependencies/blocking':
      return dependencies ? list(issue.blocking) : notFound();
    case 'sub_issues':
      return subIssues ? list(issue.subIssues) : notFound();
    case 'parent': {
      const [parent] = issue.parent === null || !subIssues ? [] : seenOf([issue.parent], writing);
      return parent === undefined ? notFound() : answer(issueBody(parent, writing));
    }
    default:
      return notFound();
  }
}

function viewer(writing: Writing): Answer {
  const { token } = writing.caller;
  if (token === null) return unauthorised('Requires authentication');
  const nothing = { name: null, company: null, blog: '', location: null, email: null, hireable: null, bio: null };
  return answer({
    ...userBody(token.user, writing),
    ...nothing,
    user_view_type: 'public',
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: '2020-01-01T00:00:00Z',
    updated_at: '2020-01-01T00:00:00Z',
  });
}

/** Costs nothing: https://docs.github.com/rest/rate-limit/rate-limit */
function rateLimit(limits: Limits, { client, token }: Caller): Answer {
  const told = (resource: 'core' | 'graphql' | 'search'): object => {
    const { limit, used, remaining, resetAtMs } = limits.budget(client, resource, token !== null);
    return { limit, used, remaining, reset: resetAtMs / 1000 };
  };
  const core = told('core');
  return answer({ resources: { core, graphql: told('graphql'), search: told('search') }, rate: core });
}
