/** Answers for a real repository of roadmap files, and for changing one of them. */
import { readFile, writeFile } from 'node:fs/promises';
import type { GitRepository, GitSandbox } from '../fakes/gitRepository';
import { retitled, writeRoadmap } from './generatedRoadmap';

export interface RoadmapRepository {
  readonly repository: GitRepository;
  /** Absolute paths. */
  readonly files: readonly string[];
}

/** All files are committed, and the index knows them as they are: a status reads none of them. */
export async function makeRoadmapRepository(sandbox: GitSandbox, count: number): Promise<RoadmapRepository> {
  const repository = await sandbox.init('shop');
  const files = writeRoadmap(repository.root, count, Date.now());
  await repository.git('add', '--all');
  await repository.git('commit', '--quiet', '--message', 'chore: track issues in the repository');
  await repository.git('status', '--porcelain');
  return { repository, files };
}

/** Gives the record in this file another title. */
export async function retitle(file: string, title: string): Promise<void> {
  await writeFile(file, retitled(await readFile(file, 'utf8'), title));
}
