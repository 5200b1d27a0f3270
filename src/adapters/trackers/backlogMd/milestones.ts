/** Answers for the titles of a project's milestones, which tasks name by id. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordFields } from '../markdown/fields';
import { parseFrontMatter } from '../markdown/frontMatter';
import type { RecordFiles } from '../markdown/recordFile';
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

export async function readMilestones(root: string, folder: string, files: RecordFiles): Promise<Milestones> {
  const paths: string[] = [];
  const titles = new Map<string, string>();
  for (const place of milestoneFolders(folder)) {
    for (const name of await namesIn(join(root, place))) {
      const path = `${place}/${name}`;
      paths.push(path);
      const look = files.look(path, null);
      if (look.kind !== 'read') continue;
      const reading = parseFrontMatter(look.head, look.isWhole);
      if (reading.kind !== 'fields') continue;
      const fields = new RecordFields(reading.frontMatter);
      const id = fields.text('id') ?? /^m-\d+/i.exec(name)?.[0] ?? null;
      const title = fields.text('title');
      if (id !== null && title !== null) titles.set(milestoneKey(id), title);
    }
  }
  return { titles, paths };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => /^m-.*\.md$/.test(name)).sort();
  } catch {
    return [];
  }
}
