/** Answers for a chain as a tree one walks through with the arrow keys, and goes on from with Enter. */
import { useMemo, useState } from 'react';
import type { Chain, ChainDirection, ChainNode, IssueDetails } from '../../src/protocol/issueDetails';
import { nameBeside } from '../../src/protocol/issueName';
import { shownText } from '../../src/protocol/shownText';
import { Badge } from '../components/Badge';
import { Codicon } from '../components/Codicon';
import type { IconName } from '../components/icons';
import { strings } from '../strings';
import { boardStrings } from '../strings/board';
import { ChainModel, type ChainItem } from './chainModel';
import { statusIcons } from './statusIcons';

const markIcons: Readonly<Record<NonNullable<ChainNode['mark']>, IconName>> = {
  cycle: 'sync',
  repeated: 'references',
  unknown: 'question',
  manual: 'account',
  parent: 'type-hierarchy-sub',
};

export function ChainTree({
  chain,
  direction,
  issue,
  follow,
}: {
  readonly chain: Chain;
  readonly direction: ChainDirection;
  /** Whose chain it is. */
  readonly issue: Pick<IssueDetails, 'key' | 'title'>;
  readonly follow: (key: string, direction: ChainDirection) => void;
}) {
  const model = useMemo(() => new ChainModel(chain), [chain]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [active, setActive] = useState<string | null>(null);
  const visible = model.visible(closed);
  const activeItem = visible.find(({ path }) => path === active) ?? visible[0];
  const heading = `chain-${direction}`;
  const setExpanded = (path: string, expanded: boolean): void => {
    const next = new Set(closed);
    if (expanded) next.delete(path);
    else next.add(path);
    setClosed(next);
  };
  const go = ({ node }: ChainItem): void => {
    if (node.key !== null && node.mark !== 'unknown') follow(node.key, direction);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || activeItem === undefined) return;
    if (event.key === 'Enter') go(activeItem);
    else {
      const movement = model.movement(closed, activeItem.path, event.key);
      if (movement === null) return;
      if (movement.kind === 'expand') setExpanded(movement.path, movement.expanded);
      else setActive(movement.path);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section className="chain" data-chain={direction} aria-labelledby={heading}>
      <h3 id={heading} className="chain-head">
        <Codicon name={direction === 'blockers' ? 'lock' : 'unlock'} className="small" />
        {boardStrings.chain(direction)}
        {chain.nodes.length > 0 && <Badge>{chain.nodes.length + chain.more}</Badge>}
      </h3>
      {visible.length === 0 ? (
        <p className="detail-note">{boardStrings.chainEmpty(direction)}</p>
      ) : (
        <div
          className="chain-tree"
          role="tree"
          tabIndex={0}
          aria-label={boardStrings.chainSpoken(direction, shownText(issue.title))}
          aria-activedescendant={activeItem && itemId(direction, model, activeItem)}
          onKeyDown={onKeyDown}
        >
          {visible.map((item) => (
            <ChainLine
              key={item.path}
              id={itemId(direction, model, item)}
              item={item}
              source={sourceOf(issue.key)}
              active={item === activeItem}
              expanded={item.hasChildren ? !closed.has(item.path) : null}
              onTwist={() => {
                setActive(item.path);
                setExpanded(item.path, closed.has(item.path));
              }}
              onChoose={() => {
                setActive(item.path);
                go(item);
              }}
            />
          ))}
        </div>
      )}
      {chain.more > 0 && <p className="detail-note">{boardStrings.chainMore(chain.more)}</p>}
    </section>
  );
}

function ChainLine({
  id,
  item,
  source,
  active,
  expanded,
  onTwist,
  onChoose,
}: {
  readonly id: string;
  readonly item: ChainItem;
  /** Of the issue whose chain it is. */
  readonly source: string;
  readonly active: boolean;
  /** Null: there is nothing below it. */
  readonly expanded: boolean | null;
  readonly onTwist: () => void;
  readonly onChoose: () => void;
}) {
  const { node } = item;
  const { key, title, status, mark } = node;
  const isIssue = key !== null && mark !== 'unknown';
  const name = mark === 'manual' ? '' : shownText(nameBeside(source, key ?? '', node.id));
  const words =
    mark === 'manual'
      ? boardStrings.mark(mark)
      : title === null
        ? mark === 'unknown'
          ? ''
          : boardStrings.untitled
        : shownText(title);
  const sentence = mark === null ? '' : boardStrings.markSentence(mark);
  const spoken = [name, words, status === null ? '' : strings.status(status), sentence];
  return (
    <div
      id={id}
      role="treeitem"
      className={`chain-line${active ? ' active' : ''}${isIssue ? '' : ' no-issue'}`}
      aria-level={node.depth}
      aria-posinset={item.position}
      aria-setsize={item.of}
      aria-selected={active}
      aria-expanded={expanded ?? undefined}
      title={spoken.filter((part) => part !== '').join('\n')}
      data-node={key ?? undefined}
      data-mark={mark ?? undefined}
      style={{ paddingInlineStart: `${Math.min(node.depth - 1, 12) * 14}px` }}
      onClick={onChoose}
    >
      <span
        className="chain-twist"
        onClick={(event) => {
          if (expanded === null) return;
          event.stopPropagation();
          onTwist();
        }}
      >
        {expanded !== null && <Codicon name={expanded ? 'chevron-down' : 'chevron-right'} className="small" />}
      </span>
      <Codicon
        name={status === null ? markIcons[mark ?? 'unknown'] : statusIcons[status]}
        className={`small status-${status ?? 'other'}`}
      />
      {name !== '' && <span className="chain-id">{name}</span>}
      <bdi className="chain-title">{words}</bdi>
      {mark !== null && mark !== 'manual' && (
        <span className={`chain-mark${mark === 'cycle' || mark === 'unknown' ? ' tone-warn' : ''}`}>
          <Codicon name={markIcons[mark]} className="small" />
          {boardStrings.mark(mark)}
        </span>
      )}
      {status !== null && <span className="spoken">{strings.status(status)}</span>}
    </div>
  );
}

const itemId = (direction: ChainDirection, { items }: ChainModel, item: ChainItem): string =>
  `chain-${direction}-${items.indexOf(item)}`;

const sourceOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('#')));
