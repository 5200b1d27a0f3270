/** Answers for turning what the git extension tells into the fields of `GitState`. */
import type { GitState } from '../../domain/git';
import { STATUS_IGNORED, STATUS_UNTRACKED, type ApiBranch, type ApiChange, type ApiRepositoryState } from './gitApi';

/** The settings of the git extension that decide what its lists hold. */
export interface GitSettings {
  /** `git.untrackedChanges` */
  readonly untrackedChanges: 'mixed' | 'separate' | 'hidden';
  /** `git.statusLimit`: changes listed at most; 0 for no limit. */
  readonly statusLimit: number;
}

type Counts = Pick<GitState, 'staged' | 'unstaged' | 'untracked' | 'conflicted'>;

/** Null when the lists were cut at the limit, so that nothing can be counted. Untracked is null while hidden. */
export function countChanges(state: ApiRepositoryState, settings: GitSettings): Counts | null {
  const { mergeChanges, indexChanges, workingTreeChanges, untrackedChanges } = state;
  const listed = mergeChanges.length + indexChanges.length + workingTreeChanges.length + untrackedChanges.length;
  if (settings.statusLimit > 0 && listed >= settings.statusLimit) return null;
  const untracked = [...workingTreeChanges, ...untrackedChanges].filter(isUntracked).length;
  return {
    staged: indexChanges.length,
    unstaged: workingTreeChanges.filter((change) => !isUntracked(change) && change.status !== STATUS_IGNORED).length,
    untracked: settings.untrackedChanges === 'hidden' ? null : untracked,
    conflicted: mergeChanges.length,
  };
}

function isUntracked(change: ApiChange): boolean {
  return change.status === STATUS_UNTRACKED;
}

/**
 * The files tell an upstream's name as git spells it, also when it is gone or the branch is unborn, where the
 * extension tells none. The extension's own is taken where the files tell none (configuration they do not see).
 */
export function spellUpstream(
  head: ApiBranch | undefined,
  onDisk: GitState,
): Pick<GitState, 'upstream' | 'ahead' | 'behind'> {
  const upstream = head?.upstream;
  if (upstream === undefined) return { upstream: onDisk.upstream, ahead: null, behind: null };
  const spelled = upstream.remote === '.' ? upstream.name : `${upstream.remote}/${upstream.name}`;
  const ahead = head?.ahead ?? 0;
  const behind = head?.behind ?? 0;
  // A branch that is gone cannot be compared with; the extension then says 0 and 0.
  const gone = upstream.commit === undefined && ahead === 0 && behind === 0;
  return {
    upstream: onDisk.upstream ?? spelled,
    ahead: gone ? null : ahead,
    behind: gone ? null : behind,
  };
}
