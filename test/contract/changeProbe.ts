/** Answers for asking a real repository what changed, in tests. */
import { GitChangeReader } from '../../src/adapters/git/workTreeChanges';
import type { Failure } from '../../src/domain/failure';
import type { PathChange, TreeChanges } from '../../src/ports/changeReader';
import type { GitRepository } from '../fakes/gitRepository';

const never = new AbortController().signal;

export interface Asking {
  readonly paths?: readonly string[];
  readonly since?: string | null;
}

/** A reader, what it answered, and the failure where none was expected. */
export class ChangeProbe {
  private readonly reader = new GitChangeReader(() => Promise.resolve('git'));

  /** @param root the folder asked about; paths below it default to `issues` */
  constructor(readonly root: string) {}

  static of(repository: GitRepository): ChangeProbe {
    return new ChangeProbe(repository.root);
  }

  /** Lists are sorted; git promises no order. */
  async changes({ paths = ['issues'], since = null }: Asking = {}): Promise<TreeChanges> {
    const result = await this.reader.changes({ root: this.root, paths, since }, never);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const { head, committed, dirty, unseen } = result.value;
    return { head, committed: committed?.toSorted(byPath) ?? null, dirty: dirty.toSorted(), unseen: unseen.toSorted() };
  }

  async failure({ paths = ['issues'], since = null }: Asking = {}): Promise<Failure | null> {
    const result = await this.reader.changes({ root: this.root, paths, since }, never);
    return result.ok ? null : result.error;
  }
}

export async function headOf(repository: GitRepository): Promise<string> {
  return (await repository.git('rev-parse', 'HEAD')).trim();
}

function byPath(a: PathChange, b: PathChange): number {
  return a.path < b.path ? -1 : 1;
}
