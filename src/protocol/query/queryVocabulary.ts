/** Answers for the values that the issues at hand have, the most frequent first, for completing what is typed. */
import type { RepositoryLine, Row, SourceChip } from '../messages';
import { fold } from './fold';

export interface KnownValue {
  readonly value: string;
  /** Issues that have it. */
  readonly count: number;
}

export interface QueryVocabulary {
  readonly labels: readonly KnownValue[];
  readonly assignees: readonly KnownValue[];
  readonly milestones: readonly KnownValue[];
  readonly types: readonly KnownValue[];
  /** Kinds, and labels where they say more. */
  readonly sources: readonly KnownValue[];
  readonly repositories: readonly KnownValue[];
}

/** One look at each row: of a hundred thousand it takes some ten milliseconds, so it is made when it is asked for. */
export function vocabularyOf(
  rows: Iterable<Row>,
  {
    sources,
    repositories,
  }: { readonly sources: readonly SourceChip[]; readonly repositories: readonly RepositoryLine[] },
): QueryVocabulary {
  const labels = new Counter();
  const assignees = new Counter();
  const milestones = new Counter();
  const types = new Counter();
  const bySource = new Map<string, number>();
  for (const { status, labels: named, assignees: people, phase, type, source } of rows) {
    if (status === 'done') continue;
    for (const label of named) labels.add(label);
    for (const person of people) assignees.add(person);
    if (phase !== null) milestones.add(phase);
    if (type !== null) types.add(type);
    bySource.set(source, (bySource.get(source) ?? 0) + 1);
  }
  const ofSources = new Counter();
  const ofRepositories = new Counter();
  for (const { name } of repositories) ofRepositories.add(name, 0);
  for (const { id, kind, label, repository, remote } of sources) {
    const count = bySource.get(id) ?? 0;
    for (const name of new Set([kind, ...(fold(label) === fold(kind) ? [] : [label])])) ofSources.add(name, count);
    const place = repository ?? remote?.repository ?? null;
    if (place !== null) ofRepositories.add(place, count);
  }
  return {
    labels: labels.known(),
    assignees: assignees.known(),
    milestones: milestones.known(),
    types: types.known(),
    sources: ofSources.known(),
    repositories: ofRepositories.known(),
  };
}

/** Counts values that are the same to a filter under the spelling that came first. */
class Counter {
  readonly #counts = new Map<string, number>();

  add(value: string, count = 1): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + count);
  }

  known(): readonly KnownValue[] {
    const same = new Map<string, KnownValue>();
    for (const [value, count] of this.#counts) {
      const form = fold(value);
      const before = same.get(form);
      if (form.trim() !== '') same.set(form, { value: before?.value ?? value, count: count + (before?.count ?? 0) });
    }
    return [...same.values()].sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1));
  }
}
