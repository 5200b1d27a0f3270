/** Answers for telling stored sources apart. */
import type { StoredSource } from '../ports/issueStore';

/** The same id in two folders is two sources. */
export const sourceKey = ({ id, root }: StoredSource): string => JSON.stringify([root, id]);
