/** Answers for the addresses behind a row's links: each is one the snapshot itself knows. */
import type { ProjectContext } from '../../domain/context';
import { isOutside } from '../../protocol/issueName';
import { linkNames } from '../../protocol/rowRemote';

/** The address of the link `which` of the issue `key`; null when the snapshot knows of none: a page is never taken at its word. */
export function findLink(
  { issues, drift }: Pick<ProjectContext, 'issues' | 'drift'>,
  key: string,
  which: string,
): string | null {
  const evaluated = issues.find((issue) => issue.key === key);
  if (evaluated === undefined) return null;
  const { url, remote } = evaluated.issue;
  if (which === linkNames.page) return webAddress(url);
  const pullRequest = remote?.pullRequests.find(({ id }) => which === linkNames.pullRequest(id));
  if (pullRequest !== undefined) return webAddress(pullRequest.url);
  for (const each of drift.get(key) ?? []) {
    if (each.kind === 'fixedByCommit' && which === linkNames.commit(each.commit)) return webAddress(each.url);
    if (each.kind === 'mergedPullRequest' && which === linkNames.pullRequest(each.id)) return webAddress(each.url);
  }
  for (const reason of evaluated.blockedBy) {
    if (!('key' in reason) || !isOutside(reason.key, reason.id) || which !== linkNames.issue(reason.id)) continue;
    return issueBeside(url, reason.id);
  }
  return null;
}

/** The page of `owner/name#12` at the server that `url` is of. */
function issueBeside(url: string | null, id: string): string | null {
  const address = webAddress(url);
  if (address === null) return null;
  const [repository, number] = id.split('#');
  return `${new URL(address).origin}/${repository ?? ''}/issues/${number ?? ''}`;
}

/** Only pages are opened, whatever a tracker gives as an address. */
export function webAddress(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return /^https?:$/.test(new URL(url).protocol) ? url : null;
}
