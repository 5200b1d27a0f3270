/** Answers for the name of a source's file: one a person recognises, and no two sources share. */
import { createHash } from 'node:crypto';
import type { StoredSource } from '../../ports/issueStore';

const longestSlug = 40;

/** E.g. `beads-shop-1f0c9a27e4.sqlite`: a readable form of the source's id, and a hash of its root and id. */
export function storeFileName({ id, root }: StoredSource): string {
  const slug = id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, longestSlug)
    .replace(/^-|-$/g, '');
  const hash = createHash('sha256')
    .update(JSON.stringify([root, id]))
    .digest('hex')
    .slice(0, 10);
  return `${slug === '' ? 'source' : slug}-${hash}.sqlite`;
}
