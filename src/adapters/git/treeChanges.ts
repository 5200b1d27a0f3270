/** Answers for putting together what git told in pieces, relative to the folder that was asked about. */
import type { PathChange, TreeChanges } from '../../ports/changeReader';
import type { StatusEntries, UnwatchedEntries } from './changeParser';
import { asOnDisk, findLinks, type QueryPaths } from './queryPaths';

export interface Pieces {
  /** Real path of the folder that was asked about. */
  readonly root: string;
  /** The way from the top of the work tree to `root`: empty, or ending in `/`. */
  readonly prefix: string;
  readonly paths: QueryPaths;
  readonly status: StatusEntries;
  readonly index: UnwatchedEntries;
  readonly committed: readonly PathChange[] | null;
  /** Whether git may take files for unchanged that are not. */
  readonly converted: boolean;
}

/** Git prints names as bytes; what is no UTF-8 was replaced by this when the output was decoded. */
const REPLACEMENT = '\uFFFD';

export async function combineChanges(pieces: Pieces): Promise<TreeChanges> {
  const { root, paths, status, index } = pieces;
  const names = new Names(pieces.prefix);
  const dirty = names.files(status.dirty);
  const committed = pieces.committed?.flatMap((change) => names.change(change)) ?? null;
  const linked = [
    ...names.files([...status.links, ...index.links]),
    ...(await findLinks(root, names.files(status.untracked))),
  ];
  const { below, enclosed } = splitByPaths([...status.ignored, ...status.repositories, ...index.repositories], pieces);
  const onDisk = await Promise.all([
    ...[...new Set(linked)].map(async (link) => {
      const [path] = await asOnDisk(root, link);
      // A link that leads nowhere is still a link.
      return [path ?? link];
    }),
    ...(pieces.converted ? paths.visible : enclosed).map((path) => asOnDisk(root, path)),
  ]);
  return {
    head: status.head,
    committed,
    dirty: [...new Set(dirty)],
    unseen: [
      ...new Set([
        ...paths.hidden,
        ...names.files([...below, ...index.unwatched]),
        ...onDisk.flat(),
        ...names.unnameable,
      ]),
    ],
  };
}

/**
 * Git names a whole folder, however little of it was asked about. Such a folder is replaced by the paths in it that
 * were.
 */
function splitByPaths(
  files: readonly string[],
  { prefix, paths }: Pieces,
): { readonly below: readonly string[]; readonly enclosed: readonly string[] } {
  const asked = paths.visible.map((path) => ({ path, folder: path === '' ? prefix : `${prefix}${path}/` }));
  const enclosing = files.filter((file) => file.endsWith('/') && asked.some(({ folder }) => folder.startsWith(file)));
  return {
    below: enclosing.length === 0 ? files : files.filter((file) => !enclosing.includes(file)),
    enclosed: asked.filter(({ folder }) => enclosing.some((file) => folder.startsWith(file))).map(({ path }) => path),
  };
}

/** Turns paths from the top of the work tree into paths from the root, and collects folders of unnameable files. */
class Names {
  readonly unnameable = new Set<string>();

  constructor(private readonly prefix: string) {}

  /** Those below the root. */
  files(paths: readonly string[]): readonly string[] {
    return paths.flatMap((path) => {
      const name = this.file(path);
      return name === null ? [] : [name];
    });
  }

  change(change: PathChange): readonly PathChange[] {
    const path = this.file(change.path);
    if (change.kind !== 'renamed') return path === null ? [] : [{ ...change, path }];
    const from = this.file(change.from);
    if (from === null) return path === null ? [] : [{ kind: 'added', path }];
    return [path === null ? { kind: 'deleted', path: from } : { kind: 'renamed', from, path }];
  }

  private file(path: string): string | null {
    if (!path.startsWith(this.prefix) || path === this.prefix) return null;
    const name = path.slice(this.prefix.length);
    const broken = name.indexOf(REPLACEMENT);
    if (broken === -1) return name;
    const parent = name.slice(0, name.lastIndexOf('/', broken) + 1);
    this.unnameable.add(parent === '' ? './' : parent);
    return null;
  }
}
