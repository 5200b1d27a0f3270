/** Answers for the name of a source's folder: one a person recognises, and no two sources share. */
import { createHash } from 'node:crypto';
import type { StoredSource } from '../../ports/issueStore';

const longestSlug = 40;

/** How such names are told from others. */
export const sourceFolderPattern = /^[a-z0-9-]+-[0-9a-f]{10}$/;

/** E.g. `beads-shop-1f0c9a27e4`: a readable form of the source's id, and a hash of its root and id. */
export function sourceFolderName({ id, root }: StoredSource): string {
  const slug = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-|-$/g, '');
  const hash = createHash('sha256')
    .update(JSON.stringify([root, id]))
    .digest('hex')
    .slice(0, 10);
  return `${slug === '' ? 'source' : slug}-${hash}`;
}
