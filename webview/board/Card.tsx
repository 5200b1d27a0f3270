/** Answers for an issue as a card: its title, on two lines at most, and the facts of its row. */
import { memo } from 'react';
import { issueName } from '../../src/protocol/issueName';
import type { Row } from '../../src/protocol/messages';
import { shownText } from '../../src/protocol/shownText';
import { Codicon } from '../components/Codicon';
import { DataAge } from '../components/DataAge';
import { FactList } from '../components/FactList';
import { Assignees, Glyph, Id, issueContext, Labels, typeIcons } from '../components/IssueRow';
import { usePanel } from '../components/panel';
import { factsOf, hasRoomForAge } from '../state/facts';
import { rowTooltip } from '../state/rowText';
import { strings } from '../strings';

export interface CardPlace {
  /** DOM id. */
  readonly id: string;
  readonly index: number;
  readonly of: number;
  readonly top: number;
  readonly height: number;
  readonly chosen: boolean;
}

export const Card = memo(function Card({
  row,
  tag,
  writable,
  ...place
}: CardPlace & {
  readonly row: Row;
  /** What tells its source from the others; null: nothing has to. */
  readonly tag: string | null;
  /** Whether the host can change the issue. */
  readonly writable: boolean;
}) {
  const { now } = usePanel();
  const facts = factsOf(row, tag, now.get());
  const ageId = hasRoomForAge(facts, tag) ? `${place.id}-age` : undefined;
  const typeIcon = row.type === null ? undefined : typeIcons[row.type.toLowerCase()];
  return (
    <div
      {...cardAttributes(place)}
      className={`card${place.chosen ? ' chosen' : ''}${row.current ? ' current' : ''}`}
      aria-describedby={ageId}
      title={rowTooltip(row)}
      data-key={row.key}
      data-status={row.status}
      data-vscode-context={issueContext(row, writable)}
    >
      <Glyph row={row} />
      <div className="card-title" dir="auto">
        {shownText(row.title)}
      </div>
      <span className="card-people" aria-hidden="true">
        <Assignees names={row.assignees} />
      </span>
      <div className="row-facts">
        <Id id={issueName(row.source, row.id)} />
        {typeIcon !== undefined && <Codicon name={typeIcon} className="small type-icon" />}
        <FactList facts={facts} />
        {ageId !== undefined && <DataAge source={row.source} id={ageId} />}
        <Labels names={row.labels} />
      </div>
      {/* What pictures say, in words: the name of a card is all that stands in it. */}
      <span className="spoken">{spokenOf(row)}</span>
    </div>
  );
});

const spokenOf = ({ status, priority, assignees }: Row): string =>
  [
    strings.status(status),
    priority === null ? '' : strings.priority(priority),
    assignees.length === 0 ? '' : strings.assignee(shownText(assignees.join(', '))),
  ]
    .filter((part) => part !== '')
    .join(', ');

/** Where a card will be whose row is on its way. */
export function GhostCard({ label, ...place }: CardPlace & { readonly label: string }) {
  return (
    <div {...cardAttributes(place)} className="card ghost" aria-label={label}>
      <div className="board-ghost" />
    </div>
  );
}

const cardAttributes = ({ id, index, of, top, height, chosen }: CardPlace) =>
  ({
    id,
    role: 'option',
    style: { position: 'absolute', top: 0, height, transform: `translateY(${top}px)` },
    'data-index': index,
    'aria-posinset': index + 1,
    'aria-setsize': of,
    'aria-selected': chosen,
  }) as const;
