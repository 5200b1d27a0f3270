/** Answers for asking for somebody's issues, in place of whoever a query names. */
import { parseQuery } from '../../src/protocol/query/parseQuery';
import { whoseFilters, type Whose } from '../state/whose';

const tokens: Readonly<Record<Exclude<Whose, null>, string>> = {
  anyone: '',
  mine: 'assignee:@me',
  unassigned: 'no:assignee',
};

/** A token that names people and other things goes as a whole. */
export function withWhose(text: string, whose: Exclude<Whose, null>): string {
  let rest = text;
  for (const { from, to } of [...whoseFilters(parseQuery(text))].reverse()) {
    rest = rest.slice(0, from) + rest.slice(to).replace(/^\s+/, '');
  }
  rest = rest.trim();
  const token = tokens[whose];
  if (token === '') return rest;
  return rest === '' ? token : `${rest} ${token}`;
}
