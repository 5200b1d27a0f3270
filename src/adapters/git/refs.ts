/** Answers for what HEAD and the refs point to, by the files alone. */
import { join } from 'node:path';
import { readSmallFile } from './boundedFile';
import type { GitDirectory } from './gitDirectory';
import { findPackedRef } from './packedRefs';

/** What the file HEAD says. */
export type Head =
  | { readonly kind: 'branch'; readonly ref: string }
  | { readonly kind: 'detached'; readonly oid: string }
  /** The refs are not kept as files (reftable), or the file is damaged. */
  | { readonly kind: 'unknown' };

const MAX_REF_BYTES = 8 * 1024;
/** Git's own limit of links from symbolic ref to symbolic ref. */
const MAX_SYMBOLIC_DEPTH = 5;
/** Where a reftable repository points its HEAD file, so that older programs find nothing. */
const REFTABLE_PLACEHOLDER = 'refs/heads/.invalid';

export async function readHead(directory: GitDirectory): Promise<Head> {
  const text = (await readSmallFile(join(directory.gitDir, 'HEAD'), MAX_REF_BYTES)) ?? '';
  const ref = symbolicTarget(text);
  if (ref !== null) {
    return ref === REFTABLE_PLACEHOLDER || !isSafeRefName(ref) ? { kind: 'unknown' } : { kind: 'branch', ref };
  }
  const oid = text.trim();
  return isObjectId(oid) ? { kind: 'detached', oid } : { kind: 'unknown' };
}

/**
 * The object a full ref name (`refs/heads/main`) points to, symbolic refs followed; null when there is no such ref.
 * @throws the signal's reason when aborted.
 */
export async function resolveRef(directory: GitDirectory, ref: string, signal: AbortSignal): Promise<string | null> {
  let name = ref;
  for (let depth = 0; depth <= MAX_SYMBOLIC_DEPTH; depth++) {
    if (!isSafeRefName(name)) return null;
    const loose = await readSmallFile(refPath(directory, name), MAX_REF_BYTES);
    if (loose === null) return findPackedRef(directory.commonDir, name, signal);
    const target = symbolicTarget(loose);
    if (target === null) return isObjectId(loose.trim()) ? loose.trim() : null;
    name = target;
  }
  return null;
}

/** The file a loose ref is kept in: a few namespaces belong to one work tree, all others are shared. */
export function refPath(directory: GitDirectory, ref: string): string {
  const own = /^refs\/(bisect|worktree|rewritten)\//.test(ref);
  return join(own ? directory.gitDir : directory.commonDir, ...ref.split('/'));
}

/** A branch's short name: `refs/heads/feat/x` is `feat/x`; refs elsewhere keep their full name. */
export function shortBranchName(ref: string): string {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : ref;
}

/** A full SHA-1 or SHA-256 name in hexadecimal digits. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

function symbolicTarget(text: string): string | null {
  return /^ref:\s*(\S.*?)\s*$/.exec(text)?.[1] ?? null;
}

/** Keeps a damaged or hostile ref from naming a file outside the git directory. */
function isSafeRefName(ref: string): boolean {
  return (
    ref.startsWith('refs/') &&
    !/[\0\\:]/.test(ref) &&
    ref.split('/').every((part) => part !== '' && part !== '.' && !part.includes('..'))
  );
}
