/** Answers for remembering in the workspace's own state how much its repositories are used. */
import type { Memento } from 'vscode';
import type { UseCount } from '../domain/repositoryActivity';
import type { UseStore } from '../ports/useStore';

const key = 'contextScout.uses';

export class UseMemento implements UseStore {
  constructor(private readonly state: Pick<Memento, 'get' | 'update'>) {}

  /** What is not understood is left out. */
  load(): ReadonlyMap<string, UseCount> {
    const stored: unknown = this.state.get(key);
    if (!Array.isArray(stored)) return new Map();
    return new Map(stored.flatMap((entry: unknown) => readEntry(entry)));
  }

  save(counts: ReadonlyMap<string, UseCount>): void {
    const entries = [...counts].map(([root, { score, lastUsedAtMs }]) => [root, score, lastUsedAtMs]);
    // A window that closes may refuse; the uses of the last seconds are no loss.
    this.state.update(key, entries).then(undefined, () => undefined);
  }
}

function readEntry(entry: unknown): readonly (readonly [string, UseCount])[] {
  if (!Array.isArray(entry)) return [];
  const [root, score, lastUsedAtMs] = entry as readonly unknown[];
  if (typeof root !== 'string' || !isAmount(score) || !isAmount(lastUsedAtMs)) return [];
  return [[root, { score, lastUsedAtMs }]];
}

const isAmount = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
