/** Answers for the chosen issue: what it is, what can be done with it, its chains, and its text. */
import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { BoardColumnId } from '../../src/protocol/boardColumns';
import type { ChainDirection } from '../../src/protocol/issueDetails';
import { issueName } from '../../src/protocol/issueName';
import type { Row } from '../../src/protocol/messages';
import { shownText } from '../../src/protocol/shownText';
import { Codicon } from '../components/Codicon';
import { boardStrings } from '../strings/board';
import { useBoard, useBoardView } from './boardContext';
import { ChainTree } from './ChainTree';
import { DetailActions } from './DetailActions';
import { DetailFacts } from './DetailFacts';
import type { Detail } from './detailStore';
import { DetailText } from './DetailText';
import { statusIcons } from './statusIcons';

type Shown = Extract<Detail, { readonly kind: 'shown' }>;

/** A step along a chain, until the issue it leads to is on the screen. */
interface Step {
  readonly direction: ChainDirection | null;
  readonly to: string;
}

export function IssueDetail({
  rows,
  columnOf,
}: {
  readonly rows: ReadonlyMap<string, Row>;
  readonly columnOf: (key: string) => BoardColumnId | null;
}) {
  const { view, detail } = useBoard();
  const { back, forward, selected } = useBoardView();
  const shown = useSyncExternalStore(detail.shown.subscribe, detail.shown.get);
  const region = useRef<HTMLElement>(null);
  const step = useRef<Step | null>(null);

  const go = (direction: 'back' | 'forward'): boolean => {
    const moved = view.step(direction, columnOf);
    const to = view.get().selected;
    if (moved && to !== null) step.current = { direction: null, to };
    return moved;
  };
  const follow = (key: string, direction: ChainDirection | null): void => {
    if (key === view.get().selected) return;
    step.current = { direction, to: key };
    view.follow(key, columnOf(key));
  };

  const shownKey = shown.kind === 'nothing' ? null : shown.key;
  useLayoutEffect(() => {
    const { current } = step;
    if (current === null || shown.kind === 'loading' || shownKey !== current.to) return;
    step.current = null;
    // On along the chain where it goes on; else to what the issue is called.
    const chain = current.direction === null ? '' : `[data-chain="${current.direction}"] [role="tree"], `;
    const targets = region.current?.querySelectorAll<HTMLElement>(`${chain}.detail-title`);
    ([...(targets ?? [])].find((each) => each.role === 'tree') ?? targets?.[0])?.focus({ preventScroll: false });
  }, [shown, shownKey]);

  // A card says itself what it is; where a step leads to nobody would.
  const onTheWay = back.length > 0 || forward.length > 0;
  const spoken =
    onTheWay && shown.kind === 'shown'
      ? `${shownText(shown.details.title)}, ${boardStrings.status(shown.details.status)}`
      : '';
  return (
    <section
      ref={region}
      className="board-detail"
      aria-label={boardStrings.detail}
      aria-busy={selected !== shownKey || shown.kind === 'loading'}
      data-detail={shownKey ?? undefined}
      onKeyDown={(event) => {
        if (!event.altKey || event.ctrlKey || event.metaKey) return;
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        // The editor's own Back would leave the board in the midst of a chain; at its ends it may.
        if (!go(event.key === 'ArrowLeft' ? 'back' : 'forward')) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      {onTheWay && (
        <div className="detail-way">
          <WayButton direction="back" enabled={back.length > 0} go={go} />
          <WayButton direction="forward" enabled={forward.length > 0} go={go} />
        </div>
      )}
      <DetailBody shown={shown} rows={rows} follow={follow} />
      <span className="spoken" role="status">
        {spoken}
      </span>
    </section>
  );
}

function DetailBody({
  shown,
  rows,
  follow,
}: {
  readonly shown: Detail;
  readonly rows: ReadonlyMap<string, Row>;
  readonly follow: (key: string, direction: ChainDirection | null) => void;
}) {
  switch (shown.kind) {
    case 'nothing':
      return (
        <div className="detail-none">
          <h2 className="detail-title" tabIndex={-1}>
            {boardStrings.nothingChosen}
          </h2>
          <p>{boardStrings.nothingChosenHow}</p>
        </div>
      );
    case 'loading':
      return <p className="detail-none">{boardStrings.loadingDetail}</p>;
    case 'gone':
      return (
        <h2 className="detail-none detail-title" tabIndex={-1}>
          {boardStrings.gone}
        </h2>
      );
    case 'failed':
      return <p className="detail-none failure-sentence">{shown.message}</p>;
    case 'shown':
      return <ShownIssue shown={shown} rows={rows} follow={follow} />;
  }
}

function ShownIssue({
  shown,
  rows,
  follow,
}: {
  readonly shown: Shown;
  readonly rows: ReadonlyMap<string, Row>;
  readonly follow: (key: string, direction: ChainDirection | null) => void;
}) {
  const { details, blockers, unblocks, text } = shown;
  const row = rows.get(details.key);
  return (
    <>
      <header className="detail-head">
        <p className="detail-key">
          <span className={`status-word status-${details.status}`} data-status={details.status}>
            <Codicon name={statusIcons[details.status]} className="small" />
            {boardStrings.status(details.status)}
          </span>
          <span className="detail-id">{shownText(issueName(sourceOf(details.key), details.id))}</span>
        </p>
        <h2 className="detail-title" tabIndex={-1} dir="auto">
          {shownText(details.title)}
        </h2>
        <DetailActions details={details} current={row?.current ?? false} />
      </header>
      <DetailFacts
        details={details}
        row={row}
        follow={(key) => {
          follow(key, null);
        }}
      />
      <div className="detail-chains">
        <ChainTree chain={blockers} direction="blockers" issue={details} follow={follow} />
        <ChainTree chain={unblocks} direction="unblocks" issue={details} follow={follow} />
      </div>
      <DetailText
        text={text}
        source={sourceOf(details.key)}
        rows={rows}
        onIssue={(key) => {
          follow(key, null);
        }}
      />
    </>
  );
}

function WayButton({
  direction,
  enabled,
  go,
}: {
  readonly direction: 'back' | 'forward';
  readonly enabled: boolean;
  readonly go: (direction: 'back' | 'forward') => boolean;
}) {
  return (
    <button
      type="button"
      className="icon-button"
      title={direction === 'back' ? boardStrings.backTitle : boardStrings.forwardTitle}
      aria-label={direction === 'back' ? boardStrings.back : boardStrings.forward}
      aria-disabled={!enabled}
      onClick={() => {
        go(direction);
      }}
    >
      <Codicon name={direction === 'back' ? 'arrow-left' : 'arrow-right'} />
    </button>
  );
}

/** Id of the source an issue's key names. */
const sourceOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('#')));
