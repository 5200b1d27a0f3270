/** Answers for how the loopback GitHub writes pull requests in REST answers. */
import { fullNameOf, type FakePull } from './records';
import { MilestoneBodies, threadBody } from './restBodies';
import { repositoryBody } from './restRepository';
import { momentOrNull, repositoryUrl, userBody, type Body, type Writing } from './restWriting';

/** As the endpoints of pull requests write one. */
export function pullBody(pull: FakePull, writing: Writing, whole: boolean): Body {
  const repository = repositoryUrl(pull.repository, writing);
  const url = `${repository}/pulls/${pull.number}`;
  const issueUrl = `${repository}/issues/${pull.number}`;
  const page = `${writing.state.webOrigin}/${fullNameOf(pull.repository)}/pull/${pull.number}`;
  const sha = pull.id.toString(16).padStart(40, '0');
  const commentUrl = `${repository}/pulls/comments{/number}`;
  const links = {
    self: url,
    html: page,
    issue: issueUrl,
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: commentUrl,
    commits: `${url}/commits`,
    statuses: `${repository}/statuses/${sha}`,
  };
  const end = (ref: string): Body => ({
    label: `${pull.repository.owner}:${ref}`,
    ref,
    sha,
    user: userBody(writing.state.user(pull.repository.owner), writing),
    repo: repositoryBody(pull.repository, writing),
  });
  return {
    url,
    id: pull.id,
    ...threadBody(pull, writing, new MilestoneBodies()),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    commits_url: links.commits,
    review_comments_url: links.review_comments,
    review_comment_url: commentUrl,
    comments_url: links.comments,
    statuses_url: links.statuses,
    draft: pull.draft,
    merged_at: momentOrNull(pull.mergedAtMs),
    merge_commit_sha: pull.mergedAtMs === null ? null : sha,
    requested_reviewers: [],
    requested_teams: [],
    head: end(pull.headBranch),
    base: end(pull.repository.defaultBranch),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    auto_merge: null,
    ...(whole && {
      merged: pull.mergedAtMs !== null,
      mergeable: null,
      rebaseable: null,
      mergeable_state: 'unknown',
      merged_by: pull.mergedAtMs === null ? null : userBody(writing.state.user(pull.repository.owner), writing),
      comments: pull.comments,
      review_comments: 0,
      maintainer_can_modify: false,
      commits: 1,
      additions: 1,
      deletions: 0,
      changed_files: 1,
    }),
  };
}
