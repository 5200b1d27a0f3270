/** Answers for which group a row stands in, and which group comes first. */
import type { SourceChip } from '../messages';
import { fold } from '../query/fold';
import { isStep, sortedInSteps, type Steps } from '../steps';
import type { GroupValue } from './arranged';
import type { ListEntry } from './listEntries';
import { naturally } from './naturalOrder';
import type { Grouping } from './view';

export interface Group<Item> {
  readonly id: string;
  readonly value: GroupValue;
  readonly items: readonly Item[];
}

/** Groupings other than by status, whose groups are the host's sections. */
type OtherGrouping = Exclude<Grouping, 'status'>;

/** Groups in display order, each with its rows in the order they come in. */
export function* groupsOf(
  entries: readonly ListEntry[],
  grouping: OtherGrouping,
  sources: readonly SourceChip[],
): Steps<readonly Group<ListEntry>[]> {
  const valueOf = groupValues(grouping, sources);
  const groups = new Map<GroupValue, ListEntry[]>();
  for (const [at, entry] of entries.entries()) {
    if (isStep(at)) yield;
    const value = valueOf(entry);
    const items = groups.get(value);
    if (items === undefined) groups.set(value, [entry]);
    else items.push(entry);
  }
  const inOrder = yield* sortedInSteps([...groups], ([one], [other]) => compareGroups(one, other));
  return inOrder.map(([value, items]) => ({ id: groupId(value), value, items }));
}

/** The same for the same group whatever else there is. */
function groupId({ kind, value }: GroupValue): string {
  return value === null ? kind : `${kind}:${identity(kind, value)}`;
}

/** Sources and parents go by ids; names are the same however they are capitalised. */
const identity = (kind: Grouping, value: string | number): string =>
  typeof value === 'number' || kind === 'source' || kind === 'parent' || kind === 'status' ? `${value}` : fold(value);

/** One object a group. */
function groupValues(grouping: OtherGrouping, sources: readonly SourceChip[]): (entry: ListEntry) => GroupValue {
  switch (grouping) {
    case 'priority': {
      const value = onceEach((priority: ListEntry['row']['priority']): GroupValue => ({
        kind: 'priority',
        value: priority,
      }));
      return ({ row }) => value(row.priority);
    }
    case 'source': {
      const labels = new Map(sources.map(({ id, tag, label }) => [id, tag ?? label]));
      const value = onceEach((source: string): GroupValue => {
        return { kind: 'source', value: source, name: labels.get(source) ?? source };
      });
      return ({ row }) => value(row.source);
    }
    case 'parent': {
      const titles = new Map<string, string | null>();
      const value = onceEach((key: string | null): GroupValue => {
        return { kind: 'parent', value: key, name: key === null ? null : (titles.get(key) ?? null) };
      });
      return ({ row: { parentKey, parentTitle } }) => {
        if (parentKey !== null && !titles.has(parentKey)) titles.set(parentKey, parentTitle);
        return value(parentKey);
      };
    }
    case 'repository': {
      const value = namedValue('repository');
      const repositories = new Map(sources.map(({ id, repository }) => [id, repository]));
      return ({ row }) => value(repositories.get(row.source) ?? null);
    }
    case 'phase': {
      const value = namedValue('phase');
      return ({ row }) => value(row.phase);
    }
    case 'assignee': {
      const value = namedValue('assignee');
      return ({ row }) => value(row.assignees[0] ?? null);
    }
    case 'label': {
      const value = namedValue('label');
      return ({ row }) => value(row.labels[0] ?? null);
    }
  }
}

function namedValue(kind: 'repository' | 'phase' | 'assignee' | 'label'): (name: string | null) => GroupValue {
  const byIdentity = new Map<string | null, GroupValue>();
  return onceEach((name: string | null) => {
    const same = name === null || name === '' ? null : identity(kind, name);
    let value = byIdentity.get(same);
    if (value === undefined) byIdentity.set(same, (value = { kind, value: same === null ? null : name }));
    return value;
  });
}

/** Those without come last; priorities by urgency, all others by name. */
function compareGroups(one: GroupValue, other: GroupValue): number {
  if (one.value === null || other.value === null) return Number(one.value === null) - Number(other.value === null);
  if (one.kind === 'priority' && other.kind === 'priority') return one.value - other.value;
  return naturally(nameOf(one), nameOf(other)) || naturally(`${one.value}`, `${other.value}`);
}

const nameOf = (group: GroupValue): string => ('name' in group ? (group.name ?? `${group.value}`) : `${group.value}`);

function onceEach<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) made.set(key, (value = make(key)));
    return value;
  };
}
