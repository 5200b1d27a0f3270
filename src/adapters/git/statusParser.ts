/** Answers for reading `git status --porcelain=v2 --branch --show-stash -z`. */

/** The numbers of one status, as defined by the fields of `GitState` with the same names. */
export interface StatusSummary {
  /** Commit HEAD points to; null when unborn. */
  readonly head: string | null;
  /** Short branch name; null when detached. Also null for a branch that is really called `(detached)`. */
  readonly branch: string | null;
  readonly upstream: string | null;
  readonly ahead: number | null;
  readonly behind: number | null;
  /** Null from git before 2.35, and when there are none. */
  readonly stashes: number | null;
  readonly staged: number;
  readonly unstaged: number;
  readonly untracked: number;
  readonly conflicted: number;
}

/** Format: https://git-scm.com/docs/git-status#_porcelain_format_version_2 ; unknown records are passed over. */
export function parseStatus(output: string): StatusSummary {
  const headers = new Map<string, string>();
  const counts = { staged: 0, unstaged: 0, untracked: 0, conflicted: 0 };
  let position = 0;
  while (position < output.length) {
    const next = endOfRecord(output, position);
    switch (output.charAt(position)) {
      case '#':
        readHeader(output.slice(position, next), headers);
        break;
      case '1':
      case '2':
        if (output.charAt(position + 2) !== '.') counts.staged++;
        if (output.charAt(position + 3) !== '.') counts.unstaged++;
        break;
      case 'u':
        counts.conflicted++;
        break;
      case '?':
        counts.untracked++;
        break;
    }
    // A rename is followed by a record of its own: the old path, which may look like anything.
    position = output.charAt(position) === '2' ? endOfRecord(output, next + 1) + 1 : next + 1;
  }
  return { ...readHeaders(headers), ...counts };
}

function endOfRecord(output: string, from: number): number {
  const end = output.indexOf('\0', from);
  return end === -1 ? output.length : end;
}

function readHeader(record: string, headers: Map<string, string>): void {
  const match = /^# (\S+) (.*)$/s.exec(record);
  if (match) headers.set(match[1] ?? '', match[2] ?? '');
}

function readHeaders(
  headers: ReadonlyMap<string, string>,
): Pick<StatusSummary, 'head' | 'branch' | 'upstream' | 'ahead' | 'behind' | 'stashes'> {
  const head = headers.get('branch.oid') ?? '(initial)';
  const branch = headers.get('branch.head') ?? '(detached)';
  const distance = /^\+(\d+) -(\d+)$/.exec(headers.get('branch.ab') ?? '');
  const stashes = headers.get('stash');
  return {
    head: head === '(initial)' ? null : head,
    branch: branch === '(detached)' ? null : branch,
    upstream: headers.get('branch.upstream') ?? null,
    ahead: distance ? Number(distance[1]) : null,
    behind: distance ? Number(distance[2]) : null,
    stashes: stashes === undefined ? null : Number(stashes),
  };
}
