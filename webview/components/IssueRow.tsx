/** Answers for an issue in two lines: what it is, and the few facts worth telling. */
import { memo } from 'react';
import type { Priority } from '../../src/domain/issue';
import { issueName } from '../../src/protocol/issueName';
import type { Row } from '../../src/protocol/messages';
import { shownText } from '../../src/protocol/shownText';
import { factsOf, hasRoomForAge } from '../state/facts';
import { initials, splitId } from '../state/names';
import { rowContext } from '../state/rowContext';
import { rowLabel } from '../state/rowText';
import { Codicon } from './Codicon';
import { DataAge } from './DataAge';
import { FactList } from './FactList';
import type { IconName } from './icons';
import { itemAttributes, itemElementId, type ItemPlace } from './itemPlace';
import { usePanel } from './panel';

const priorityIcons: Readonly<Record<Priority, IconName>> = {
  0: 'flame',
  1: 'arrow-up',
  2: 'dash',
  3: 'arrow-down',
  4: 'fold-down',
};

/** By the name of a type in lower case, which anybody writes: `constructor` is none. */
export const typeIcons: Readonly<Record<string, IconName>> = Object.assign(
  Object.create(null) as object,
  {
    bug: 'bug',
    feature: 'lightbulb',
    enhancement: 'lightbulb',
    epic: 'layers',
    chore: 'tools',
    spike: 'beaker',
    release: 'rocket',
  } as const,
);

export const IssueRow = memo(function IssueRow({
  row,
  tag,
  writable,
  pinned,
  mixed,
  selectedKeys,
  ...place
}: ItemPlace & {
  readonly row: Row;
  /** What tells its source from the others; null: nothing has to. */
  readonly tag: string | null;
  /** Whether the host can change the issue. */
  readonly writable: boolean;
  /** Shown above the list, as the issue the branch names. */
  readonly pinned: boolean;
  /** Issues of other statuses stand beside it. */
  readonly mixed: boolean;
  /** The issues that are chosen together with this one; empty: it alone counts. */
  readonly selectedKeys: readonly string[];
}) {
  const { now } = usePanel();
  const facts = factsOf(row, tag, now.get(), mixed);
  const ageId = hasRoomForAge(facts, tag) ? `${itemElementId(place.index)}-age` : undefined;
  const typeIcon = row.type === null ? undefined : typeIcons[row.type.toLowerCase()];
  return (
    <div
      {...itemAttributes(place)}
      className={`row${pinned ? ' pinned' : ''}${place.active ? ' active' : ''}`}
      aria-level={pinned ? 1 : 2}
      aria-describedby={ageId}
      data-key={row.key}
      data-status={row.status}
      data-vscode-context={rowContext(row, { writable, selectedKeys })}
    >
      <Glyph row={row} />
      <span className="spoken">{rowLabel(row, facts)}</span>
      <div className="row-title" aria-hidden>
        <span className="row-name" dir="auto">
          {shownText(row.title)}
        </span>
      </div>
      <Assignees names={row.assignees} silent />
      <div className="row-facts" aria-hidden>
        <Id id={issueName(row.source, row.id)} />
        {typeIcon !== undefined && <Codicon name={typeIcon} className="small type-icon" />}
        <FactList facts={facts} />
        {ageId !== undefined && <DataAge source={row.source} id={ageId} />}
        {ageId !== undefined && <Labels names={row.labels} />}
      </div>
    </div>
  );
});

/** The context of an issue that is not chosen together with others. */
export const issueContext = (row: Row, writable: boolean): string => rowContext(row, { writable, selectedKeys: [] });

/** The id of an issue, whose end tells it from others: where there is little room its beginning gives way. */
export function Id({ id }: { readonly id: string }) {
  const [head, tail] = splitId(shownText(id));
  return (
    <span className="row-id">
      {head !== '' && <span className="row-id-head">{head}</span>}
      <span className="row-id-tail">{tail}</span>
    </span>
  );
}

/** Priority, or that it is blocked. */
export function Glyph({ row }: { readonly row: Row }) {
  if (row.status === 'blocked') {
    const unsure = row.blockedBy.every(({ reason }) => reason === 'unknown' || reason === 'cycle');
    return <Codicon name="lock" className={`glyph ${unsure ? 'tone-warn' : 'tone-bad'}`} />;
  }
  if (row.priority === null) return <Codicon name="circle-small" className="glyph priority-none" />;
  return <Codicon name={priorityIcons[row.priority]} className={`glyph priority-${row.priority}`} />;
}

/** The first one's initials, and how many more there are. */
export function Assignees({
  names,
  silent = false,
}: {
  readonly names: readonly string[];
  /** Somewhere else it is said in words. */
  readonly silent?: boolean;
}) {
  const [first, ...others] = names;
  if (first === undefined) return null;
  return (
    <span className="assignees" aria-hidden={silent}>
      {others.length > 0 && <span className="assignee-more">+{others.length}</span>}
      <span className="avatar">{initials(shownText(first))}</span>
    </span>
  );
}

/** The first label; a second where there is room; the rest as a number. They stand where a third fact would. */
export function Labels({ names }: { readonly names: readonly string[] }) {
  const [first, second] = names;
  if (first === undefined) return null;
  return (
    <span className="labels">
      <span className="label" dir="auto">
        {shownText(first)}
      </span>
      {names.length > 1 && <span className="labels-more narrow">+{names.length - 1}</span>}
      {second !== undefined && (
        <span className="label wide" dir="auto">
          {shownText(second)}
        </span>
      )}
      {names.length > 2 && <span className="labels-more wide">+{names.length - 2}</span>}
    </span>
  );
}
