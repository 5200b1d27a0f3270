/** Answers for whether a condition of a query is true of a row. */
import type { RepositoryLine, Row, SourceChip } from '../messages';
import { issueName } from '../issueName';
import { fold } from './fold';
import type { Comparison, Condition, Flag, ValueField } from './query';

/** What a query means something by beside the rows. */
export interface QuerySurroundings {
  /** Epoch milliseconds. */
  readonly nowMs: number;
  /** Names that `@me` stands for, in lower case. */
  readonly me: readonly string[];
  readonly sources: readonly SourceChip[];
  readonly repositories: readonly RepositoryLine[];
}

export type RowTest = (row: Row) => boolean;

export function conditionTest(condition: Condition, surroundings: QuerySurroundings): RowTest {
  switch (condition.kind) {
    case 'status':
      return ({ status }) => status === condition.status;
    case 'flag':
      return flagTest(condition.flag);
    case 'mine': {
      const isMine = onceEach((assignee) => surroundings.me.includes(assignee.toLowerCase()));
      return ({ assignees }) => assignees.some(isMine);
    }
    case 'none':
      return absenceTest(condition.field);
    case 'value':
      return valueTest(condition.field, condition.value, surroundings);
    case 'number':
      return condition.field === 'unblocks'
        ? ({ unblocks }) => holds(unblocks.total, condition.is, condition.than)
        : ({ priority }) => priority !== null && holds(priority, condition.is, condition.than);
    case 'age':
      return momentTest(condition.field, (atMs) => holds(surroundings.nowMs - atMs, condition.is, condition.ms));
    case 'day':
      return dayTest(condition.field, condition.is, condition.day);
  }
}

const flagTest = (flag: Flag): RowTest => (flag === 'drift' ? ({ drift }) => drift.length > 0 : (row) => row[flag]);

function absenceTest(field: Extract<Condition, { kind: 'none' }>['field']): RowTest {
  switch (field) {
    case 'assignee':
      return ({ assignees }) => assignees.length === 0;
    case 'label':
      return ({ labels }) => labels.length === 0;
    case 'parent':
      return ({ parentKey }) => parentKey === null;
    case 'phase':
    case 'priority':
    case 'type':
      return (row) => row[field] === null;
  }
}

function valueTest(field: ValueField, value: string, { sources, repositories }: QuerySurroundings): RowTest {
  const wanted = fold(value);
  const isWanted = onceEach((text) => fold(text) === wanted);
  switch (field) {
    case 'label':
      return ({ labels }) => labels.some(isWanted);
    case 'assignee': {
      // Of an address, the name in it is enough.
      const isMeant = onceEach((name) => isWanted(name) || isWanted(name.replace(/@.*$/s, '')));
      return ({ assignees }) => assignees.some(isMeant);
    }
    case 'phase':
    case 'type':
      return (row) => row[field] !== null && isWanted(row[field]);
    case 'source': {
      const named = sources.filter(({ id, kind, label, tag }) => [id, kind, label, tag ?? id].some(isWanted));
      return ofSources(new Set(named.map(({ id }) => id)), isWanted);
    }
    case 'repository': {
      const roots = repositories.filter(({ root, name }) => isWanted(root) || isWanted(name)).map(({ name }) => name);
      const named = sources.filter(
        ({ repository, remote }) =>
          (repository !== null && (isWanted(repository) || roots.includes(repository))) ||
          (remote !== null && (isWanted(remote.repository) || isWanted(remote.repository.replace(/^.*\//s, '')))),
      );
      return ofSources(new Set(named.map(({ id }) => id)), () => false);
    }
    case 'parent':
      return ({ source, parentKey, parentTitle }) =>
        parentKey !== null && (names(source, parentKey, idOf(parentKey)).some(isWanted) || isWanted(parentTitle ?? ''));
    case 'key':
      return ({ source, key, id }) => names(source, key, id).some((name) => fold(name) === wanted);
  }
}

const ofSources =
  (ids: ReadonlySet<string>, isWanted: (id: string) => boolean): RowTest =>
  ({ source }) =>
    ids.has(source) || isWanted(source);

/** `<source id>#<id>`, and the id may hold the sign as well. */
const idOf = (key: string): string => key.slice(key.indexOf('#') + 1);

const names = (source: string, key: string, id: string): readonly string[] => [key, id, issueName(source, id)];

function momentTest(field: 'updated' | 'created', test: (atMs: number) => boolean): RowTest {
  return ({ updatedAtMs, createdAtMs }) => {
    const atMs = field === 'updated' ? updatedAtMs : createdAtMs;
    return atMs !== null && test(atMs);
  };
}

function dayTest(field: 'updated' | 'created', is: Comparison, day: string): RowTest {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const startMs = new Date(year, month - 1, date).getTime();
  const endMs = new Date(year, month - 1, date + 1).getTime();
  switch (is) {
    case '<':
      return momentTest(field, (atMs) => atMs < startMs);
    case '<=':
      return momentTest(field, (atMs) => atMs < endMs);
    case '=':
      return momentTest(field, (atMs) => atMs >= startMs && atMs < endMs);
    case '>=':
      return momentTest(field, (atMs) => atMs >= startMs);
    case '>':
      return momentTest(field, (atMs) => atMs >= endMs);
  }
}

function holds(value: number, is: Comparison, than: number): boolean {
  switch (is) {
    case '<':
      return value < than;
    case '<=':
      return value <= than;
    case '=':
      return value === than;
    case '>=':
      return value >= than;
    case '>':
      return value > than;
  }
}

/** Of a hundred thousand rows, labels and names are a few: each is judged once. */
function onceEach(test: (text: string) => boolean): (text: string) => boolean {
  const verdicts = new Map<string, boolean>();
  return (text) => {
    let verdict = verdicts.get(text);
    if (verdict === undefined) verdicts.set(text, (verdict = test(text)));
    return verdict;
  };
}
