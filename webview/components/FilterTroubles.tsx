/** Answers for saying what of a query is not understood, once the typing stops. */
import type { Query } from '../../src/protocol/query/query';
import { listStrings as strings } from '../strings/list';
import { useIsRested } from './useIsRested';

/** Of more than that the first ones are told. */
const maxTold = 2;

export function FilterTroubles({
  filter,
  query,
  me,
}: {
  readonly filter: string;
  readonly query: Query;
  /** Names that `@me` stands for. */
  readonly me: readonly string[];
}) {
  const isRested = useIsRested(filter);
  const sentences = isRested ? troublesOf(query, me) : [];
  return (
    <div id="filter-troubles" className="filter-troubles">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}

/** Sentences about what is not understood, or finds nothing whatever there is. */
export function troublesOf({ troubles, filters }: Query, me: readonly string[]): readonly string[] {
  const asksForMe = filters.some(({ conditions }) => conditions.some(({ kind }) => kind === 'mine'));
  const told = [...(asksForMe && me.length === 0 ? [strings.whoYouAre] : []), ...troubles.map(strings.trouble)];
  return [...new Set(told)].slice(0, maxTold);
}
