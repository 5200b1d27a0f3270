/** Answers for which ref a branch follows, by the configuration text alone. */
import { configValue, type GitConfig } from './gitConfig';

export interface Upstream {
  /** `refs/remotes/origin/main`, or `refs/heads/main` when a branch follows a local one. */
  readonly ref: string;
  /** `origin/main`, `main`. */
  readonly shortName: string;
}

/** The upstream of a branch (short name); null when it has none, or its remote fetches no such branch. */
export function findUpstream(config: GitConfig, branch: string): Upstream | null {
  const remote = configValue(config, `branch.${branch}.remote`);
  const merge = configValue(config, `branch.${branch}.merge`);
  if (remote === null || merge === null) return null;
  const ref = remote === '.' ? merge : trackingRef(config.get(`remote.${remote}.fetch`) ?? [], merge);
  return ref === null ? null : { ref, shortName: ref.replace(/^refs\/(remotes|heads)\//, '') };
}

/** Maps the remote's ref through the fetch refspecs: https://git-scm.com/book/en/v2/Git-Internals-The-Refspec */
function trackingRef(refspecs: readonly string[], merge: string): string | null {
  for (const refspec of refspecs) {
    const [source, target] = refspec.replace(/^\+/, '').split(':');
    if (source === undefined || target === undefined || target === '') continue;
    if (source === merge) return target;
    const [before, after] = source.split('*');
    if (before === undefined || after === undefined) continue;
    if (merge.length >= before.length + after.length && merge.startsWith(before) && merge.endsWith(after)) {
      const middle = merge.slice(before.length, merge.length - after.length);
      return target.replace('*', () => middle);
    }
  }
  return null;
}
