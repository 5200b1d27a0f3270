/** Answers for how the loopback GitHub writes repositories in REST answers. */
import { refusal } from './access';
import { fullNameOf, type FakeRepository } from './records';
import { momentOf, repositoryUrl, userBody, type Body, type Writing } from './restWriting';

/** Endings of a repository's addresses, by their names in the answer. */
const endings = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

/** A repository; its own endpoint also tells the parent of a fork. */
export function repositoryBody(repository: FakeRepository, writing: Writing, whole = false): Body {
  const { state, caller } = writing;
  const url = repositoryUrl(repository, writing);
  const page = `${state.webOrigin}/${fullNameOf(repository)}`;
  const host = new URL(state.webOrigin).host;
  const openCount = [...repository.threads.values()].filter((thread) => thread.state === 'open').length;
  const { parent } = repository;
  const above =
    whole && parent !== null && refusal(state, caller, parent) === null ? repositoryBody(parent, writing) : null;
  return {
    id: repository.id,
    node_id: repositoryNodeId(repository),
    name: repository.name,
    full_name: fullNameOf(repository),
    private: repository.private,
    visibility: repository.private ? 'private' : 'public',
    owner: userBody(state.user(repository.owner), writing),
    html_url: page,
    description: null,
    fork: parent !== null,
    url,
    ...Object.fromEntries(Object.entries(endings).map(([name, ending]) => [name, `${url}${ending}`])),
    git_url: `git://${host}/${fullNameOf(repository)}.git`,
    ssh_url: `git@${host}:${fullNameOf(repository)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: null,
    mirror_url: null,
    language: null,
    license: null,
    size: 0,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    open_issues: openCount,
    open_issues_count: openCount,
    default_branch: repository.defaultBranch,
    has_issues: repository.hasIssues,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: false,
    has_discussions: false,
    archived: repository.archived,
    disabled: false,
    created_at: momentOf(repository.createdAtMs),
    updated_at: momentOf(repository.createdAtMs),
    pushed_at: momentOf(repository.createdAtMs),
    ...(whole && { network_count: 0, subscribers_count: 0 }),
    ...(above !== null && { parent: above, source: above }),
  };
}

export const repositoryNodeId = ({ id }: FakeRepository): string =>
  `R_kgDO${Buffer.from(String(id)).toString('base64url')}`;
