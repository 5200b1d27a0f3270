/** Answers for the titles of a project's milestones, which tasks name by id. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordFields } from '../markdown/fields';
import { parseFrontMatter } from '../markdown/frontMatter';
import type { RecordFiles } from '../markdown/recordFile';
import { findRootFolders } from '../markdown/rootFolders';
import type { Slices } from '../markdown/slices';
import { KnownFiles } from './knownFiles';
import { shortened } from '../markdown/shortened';
import { milestoneKey } from './taskId';

/** Folders of milestones below the backlog's own; those that are archived give way to the others. */
const folders: readonly string[] = ['archive/milestones', 'milestones'];

/** Where milestones stand, relative to the home. */
export const milestoneFolders = (folder: string): readonly string[] => folders.map((each) => `${folder}/${each}`);

export interface Milestones {
  /** Titles by {@link milestoneKey}. What cannot be read is left out: then tasks show the id. */
  readonly titles: ReadonlyMap<string, string>;
  /** The files they are in, relative to the home. */
  readonly paths: readonly string[];
}

export const noMilestones: Milestones = { titles: new Map(), paths: [] };

interface Milestone {
  readonly key: string;
  readonly title: string;
}

/** The milestones of one home. A file is read again only when it moved. */
export class MilestoneReader {
  private readonly known: KnownFiles<Milestone>;
  private last = noMilestones;

  constructor(
    private readonly root: string,
    files: RecordFiles,
  ) {
    this.known = new KnownFiles(files, milestoneIn);
  }

  /**
   * The same object as long as it says the same. Folders that lead out of the home are not looked into.
   * @param folder the one that holds `tasks`, relative to the home
   * @throws the slices' reason when aborted.
   */
  async read(folder: string, slices: Slices): Promise<Milestones> {
    const paths: string[] = [];
    const titles = new Map<string, string>();
    for (const { path: place, state } of findRootFolders(this.root, milestoneFolders(folder))) {
      if (state === 'outside' || state === 'missing') continue;
      for (const name of await namesIn(join(this.root, place))) {
        const path = `${place}/${name}`;
        paths.push(path);
        const { value } = this.known.look(path);
        if (value !== null) titles.set(value.key, value.title);
        if (slices.isOver) await slices.yield();
      }
    }
    this.known.keepOnly(new Set(paths));
    if (!isSame(this.last, { titles, paths })) this.last = { titles, paths };
    return this.last;
  }

  forget(): void {
    this.known.forget();
  }
}

function milestoneIn(path: string, head: Buffer, isWhole: boolean): Milestone | null {
  const reading = parseFrontMatter(head, isWhole);
  if (reading.kind !== 'fields') return null;
  const fields = new RecordFields(reading.frontMatter);
  const id = fields.text('id') ?? /^m-\d+/i.exec(path.slice(path.lastIndexOf('/') + 1))?.[0] ?? null;
  const title = fields.text('title');
  return id === null || title === null ? null : { key: milestoneKey(id), title: shortened(title) };
}

const isSame = (a: Milestones, b: Milestones): boolean =>
  a.paths.length === b.paths.length &&
  a.titles.size === b.titles.size &&
  a.paths.every((path, index) => path === b.paths[index]) &&
  [...a.titles].every(([key, title]) => b.titles.get(key) === title);

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^m-.*\.md$/.test(name)).sort();
  } catch {
    return [];
  }
}
