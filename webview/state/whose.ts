/** Answers for whose issues a query asks for. */
import type { Query, QueryFilter } from '../../src/protocol/query/query';

/** `null`: those of somebody in particular, or of several. */
export type Whose = 'anyone' | 'mine' | 'unassigned' | null;

/** Filters that say whose issues are meant. */
export const whoseFilters = ({ filters }: Query): readonly QueryFilter[] =>
  filters.filter(({ conditions }) =>
    conditions.some(
      (condition) =>
        condition.kind === 'mine' ||
        ((condition.kind === 'none' || condition.kind === 'value') && condition.field === 'assignee'),
    ),
  );

export function whoseOf(query: Query): Whose {
  const [filter, ...others] = whoseFilters(query);
  if (filter === undefined) return 'anyone';
  const [condition, ...more] = filter.conditions;
  if (others.length + more.length > 0 || filter.negated) return null;
  if (condition?.kind === 'mine') return 'mine';
  return condition?.kind === 'none' ? 'unassigned' : null;
}
