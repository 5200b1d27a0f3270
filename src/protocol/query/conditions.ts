/** Answers for what each filter is called and which values it knows. */
import type { Comparison, Condition, Flag, ValueField } from './query';
import type { SectionId } from '../messages';
import { fold } from './fold';

/** Names of filters as completions offer them. */
export const filterNames = [
  'is',
  'assignee',
  'no',
  'label',
  'source',
  'repo',
  'milestone',
  'type',
  'priority',
  'parent',
  'key',
  'updated',
  'created',
  'unblocks',
] as const;

export type FilterName = (typeof filterNames)[number];

const otherNames: Readonly<Record<string, FilterName>> = { repository: 'repo', phase: 'milestone' };

/** The filter meant by a name as typed; null: there is none. */
export function filterNamed(typed: string): FilterName | null {
  const name = typed.toLowerCase();
  return filterNames.find((known) => known === name) ?? otherNames[name] ?? null;
}

const statuses: Readonly<Record<string, SectionId>> = {
  ready: 'ready',
  blocked: 'blocked',
  'in-progress': 'inProgress',
  deferred: 'deferred',
  other: 'other',
};
const flags: readonly Flag[] = ['started', 'current', 'drift', 'duplicate'];

/** What `is:` knows, in the order it is offered. */
export const isValues: readonly string[] = [...Object.keys(statuses), 'mine', 'unassigned', ...flags];

type Absent = Extract<Condition, { kind: 'none' }>['field'];

const absences: Readonly<Record<string, Absent>> = {
  assignee: 'assignee',
  label: 'label',
  milestone: 'phase',
  phase: 'phase',
  priority: 'priority',
  type: 'type',
  parent: 'parent',
};

/** What `no:` knows, in the order it is offered. */
export const noValues: readonly string[] = Object.keys(absences).filter((value) => value !== 'phase');

/** What `name:value` asks for; null: the filter does not know the value. */
export function conditionOf(name: FilterName, value: string): Condition | null {
  switch (name) {
    case 'is':
      return stateOf(
        fold(value)
          .replace(/[\s_]/g, '-')
          .replace(/^inprogress$/, 'in-progress'),
      );
    case 'no': {
      const field = ownValue(absences, fold(value));
      return field === null ? null : { kind: 'none', field };
    }
    case 'assignee':
      return fold(value) === '@me' ? { kind: 'mine' } : valueOf('assignee', value.replace(/^@/, ''));
    case 'repo':
      return valueOf('repository', value);
    case 'milestone':
      return valueOf('phase', value);
    case 'label':
    case 'source':
    case 'type':
    case 'parent':
    case 'key':
      return valueOf(name, value);
    case 'priority':
      return numberOf(name, /^([<>]=?|=)?p?([0-4])$/i.exec(value));
    case 'unblocks':
      return numberOf(name, /^([<>]=?|=)?(\d{1,6})$/.exec(value));
    case 'updated':
    case 'created':
      return ageOf(name, value) ?? dayOf(name, value);
  }
}

function stateOf(value: string): Condition | null {
  if (value === 'mine') return { kind: 'mine' };
  if (value === 'unassigned') return { kind: 'none', field: 'assignee' };
  const status = ownValue(statuses, value);
  if (status !== null) return { kind: 'status', status };
  const flag = flags.find((known) => known === value);
  return flag === undefined ? null : { kind: 'flag', flag };
}

const ownValue = <Value>(values: Readonly<Record<string, Value>>, name: string): Value | null =>
  Object.hasOwn(values, name) ? (values[name] ?? null) : null;

const valueOf = (field: ValueField, value: string): Condition | null =>
  fold(value).trim() === '' ? null : { kind: 'value', field, value };

function numberOf(field: 'priority' | 'unblocks', match: RegExpExecArray | null): Condition | null {
  return match === null ? null : { kind: 'number', field, is: comparison(match[1], '='), than: Number(match[2]) };
}

const dayMs = 24 * 60 * 60_000;
const unitsMs: Readonly<Record<string, number>> = {
  h: dayMs / 24,
  d: dayMs,
  w: 7 * dayMs,
  mo: 30 * dayMs,
  y: 365 * dayMs,
};

/** Without a sign, an age means: since then. */
function ageOf(field: 'updated' | 'created', value: string): Condition | null {
  const match = /^([<>]=?|=)?(\d{1,4})(h|d|w|mo|y)$/i.exec(value);
  const unitMs = unitsMs[match?.[3]?.toLowerCase() ?? ''];
  if (match === null || unitMs === undefined || match[1] === '=') return null;
  return { kind: 'age', field, is: comparison(match[1], '<='), ms: Number(match[2]) * unitMs };
}

function dayOf(field: 'updated' | 'created', value: string): Condition | null {
  const match = /^([<>]=?|=)?(\d{4}-\d\d-\d\d)$/.exec(value);
  const day = match?.[2];
  // A day such as the 31st of April would be read as another one.
  if (day === undefined || !isDay(day)) return null;
  return { kind: 'day', field, is: comparison(match?.[1], '='), day };
}

function isDay(day: string): boolean {
  const atMs = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(day);
}

const comparison = (typed: string | undefined, otherwise: Comparison): Comparison =>
  typed === '<' || typed === '<=' || typed === '>' || typed === '>=' || typed === '=' ? typed : otherwise;
