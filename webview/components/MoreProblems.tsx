/** Answers for the line after the listed problems: how many more there are, and the way to all of them. */
import { listStrings as strings } from '../strings/list';
import { itemAttributes, type ItemPlace } from './itemPlace';

export function MoreProblems({ count, ...place }: ItemPlace & { readonly count: number }) {
  return (
    <div {...itemAttributes(place)} className={`more-problems${place.active ? ' active' : ''}`} aria-level={2}>
      {strings.moreProblems(count)} <span className="link">{strings.showAll}</span>
    </div>
  );
}
