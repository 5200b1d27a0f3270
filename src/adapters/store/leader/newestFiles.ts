/** Answers for telling that what holds of a source was written anew. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { epochsOf, fetchedName, keptName } from '../sourceFolder';

/**
 * Names the content of the newest files: another one whenever one of them is replaced. Empty: there is none.
 * @param names all that is in the source's folder
 */
export function stampOfNewest(folder: string, names: readonly string[]): string {
  const [fetched] = epochsOf('fetched', names);
  const [kept] = epochsOf('kept', names);
  const newest = [
    ...(fetched === undefined ? [] : [fetchedName(fetched)]),
    ...(kept === undefined ? [] : [keptName(kept)]),
  ];
  return newest.map((name) => stampOf(folder, name)).join(' ');
}

function stampOf(folder: string, name: string): string {
  try {
    const { ino, size, mtimeNs } = statSync(join(folder, name), { bigint: true });
    return `${name}-${ino}-${size}-${mtimeNs}`;
  } catch {
    return name;
  }
}
