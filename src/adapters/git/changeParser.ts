/** Answers for reading what git prints of changes. All paths are relative to the top of the work tree. */
import type { PathChange } from '../../ports/changeReader';

const GITLINK = '160000';
const LINK = '120000';

/** What one status told. A path may be in several lists. */
export interface StatusEntries {
  /** Commit HEAD points to; null when unborn. */
  readonly head: string | null;
  readonly dirty: readonly string[];
  /** Those of `dirty` that git does not track. */
  readonly untracked: readonly string[];
  /** Ignored ones; folders end in `/`. */
  readonly ignored: readonly string[];
  /** Folders that are repositories of their own, ending in `/`. */
  readonly repositories: readonly string[];
  /** Tracked files that are symbolic links now. */
  readonly links: readonly string[];
}

/** The entries of the index whose changes a status does not tell. */
export interface UnwatchedEntries {
  /** Entries marked "assume unchanged" or "skip in the work tree". */
  readonly unwatched: readonly string[];
  readonly links: readonly string[];
  /** Submodules, ending in `/`. */
  readonly repositories: readonly string[];
  /** Attributes files, marked or not. */
  readonly attributes: readonly string[];
}

/** Format: https://git-scm.com/docs/git-status#_porcelain_format_version_2 ; unknown records are passed over. */
export function parseStatusEntries(output: string): StatusEntries {
  let head: string | null = null;
  const dirty: string[] = [];
  const untracked: string[] = [];
  const ignored: string[] = [];
  const repositories: string[] = [];
  const links: string[] = [];
  const records = output.split('\0');
  for (let at = 0; at < records.length; at++) {
    const record = records[at] ?? '';
    const path = record.slice(2);
    switch (record.charAt(0)) {
      case '#':
        if (record.startsWith('# branch.oid ')) head = oidOrNull(record.slice('# branch.oid '.length));
        break;
      case '1':
      case '2':
      case 'u': {
        const { modes, path: tracked } = readTracked(record);
        if (modes.includes(GITLINK)) repositories.push(`${tracked}/`);
        if (modes.some((mode) => mode !== GITLINK && mode !== '000000')) dirty.push(tracked);
        if (modes.includes(LINK)) links.push(tracked);
        // The old path is a record of its own.
        if (record.startsWith('2')) dirty.push(records[++at] ?? tracked);
        break;
      }
      case '?':
        if (path.endsWith('/')) repositories.push(path);
        else {
          dirty.push(path);
          untracked.push(path);
        }
        break;
      case '!':
        ignored.push(path);
        break;
    }
  }
  return { head, dirty, untracked, ignored, repositories, links };
}

/** How many fields stand before the path, and which of them are modes. */
const TRACKED_FIELDS: Readonly<Record<string, { readonly before: number; readonly modes: number }>> = {
  '1': { before: 8, modes: 3 },
  '2': { before: 9, modes: 3 },
  u: { before: 10, modes: 4 },
};

function readTracked(record: string): { readonly modes: readonly string[]; readonly path: string } {
  const { before, modes } = TRACKED_FIELDS[record.charAt(0)] ?? { before: 8, modes: 3 };
  const fields = record.split(' ');
  return { modes: fields.slice(3, 3 + modes), path: fields.slice(before).join(' ') };
}

function oidOrNull(text: string): string | null {
  return text === '(initial)' ? null : text;
}

/** Format: https://git-scm.com/docs/git-diff-tree#_raw_output_format ; what happened to submodules is left out. */
export function parseDiff(output: string): readonly PathChange[] {
  const changes: PathChange[] = [];
  const records = output.split('\0');
  for (let at = 0; at + 1 < records.length; at++) {
    const [oldMode = '', newMode = '', , , status = ''] = (records[at] ?? '').slice(1).split(' ');
    const path = records[++at] ?? '';
    const kind = status.charAt(0);
    if (kind === 'R') changes.push({ kind: 'renamed', from: path, path: records[++at] ?? '' });
    else if (kind === 'C') changes.push({ kind: 'added', path: records[++at] ?? '' });
    else {
      const was = kind !== 'A' && oldMode !== GITLINK;
      const is = kind !== 'D' && newMode !== GITLINK;
      if (was && is) changes.push({ kind: 'changed', path });
      else if (was) changes.push({ kind: 'deleted', path });
      else if (is) changes.push({ kind: 'added', path });
    }
  }
  return changes;
}

/** Reads `git ls-files --stage -v -z`: `TAG MODE OID STAGE<tab>PATH`. Tags: the options `-t` and `-v` of git-ls-files. */
export function parseIndex(output: string): UnwatchedEntries {
  const unwatched: string[] = [];
  const links: string[] = [];
  const repositories: string[] = [];
  const attributes: string[] = [];
  let end: number;
  for (let at = 0; at < output.length; at = end + 1) {
    end = output.indexOf('\0', at);
    if (end === -1) end = output.length;
    const isUnwatched = /[Sa-z]/.test(output.charAt(at));
    const mode = output.slice(at + 2, at + 8);
    if (endsInAttributes(output, end)) attributes.push(output.slice(output.indexOf('\t', at) + 1, end));
    // Most entries are usual files, and there may be very many.
    if (!isUnwatched && mode !== GITLINK && mode !== LINK) continue;
    const path = output.slice(output.indexOf('\t', at) + 1, end);
    if (mode === GITLINK) repositories.push(`${path}/`);
    else if (mode === LINK) links.push(path);
    else unwatched.push(path);
  }
  return { unwatched, links, repositories, attributes };
}

/** Those of the paths that are attributes files. */
export const attributesAmong = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => endsInAttributes(path, path.length));

/** Whether the path that ends here is an attributes file, also by a name that only some file systems take for it. */
function endsInAttributes(text: string, end: number): boolean {
  const last = text.charAt(end - 1);
  if (last !== 's' && last !== 'S') return false;
  return /(?:^|[/\t])\.gitattributes$/i.test(text.slice(Math.max(0, end - '/.gitattributes'.length), end));
}
