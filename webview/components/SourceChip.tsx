/** Answers for the chip of one source, or of several that fare alike. */
import type { SourceChip as Source } from '../../src/protocol/messages';
import { oldestConfirmation, type ChipGroup } from '../state/chips';
import { chipState, chipTone, offersOf, type ChipState as State } from '../state/chipState';
import type { Tone } from '../state/fact';
import { sourceLines, sourceName } from '../state/sourceLines';
import { strings } from '../strings';
import { ChipState } from './ChipState';
import { Codicon } from './Codicon';
import type { IconName } from './icons';
import { OfferButton } from './OfferButton';
import { useNowMs, usePanel } from './panel';

const kindIcons: Readonly<Record<string, IconName>> = {
  beads: 'list-tree',
  github: 'github',
  jira: 'cloud',
  roadmap: 'milestone',
  backlog: 'checklist',
};

interface ChipProps {
  readonly group: ChipGroup;
  readonly withRepository: boolean;
  /** Element id of what the chip opens. */
  readonly detailsId: string;
  readonly open: boolean;
  readonly onToggle: () => void;
}

export function SourceChip(props: ChipProps) {
  const { now } = usePanel();
  // Only what counts down needs the ticker; a source in the repository lets it rest.
  return props.group[0].remote === null ? <ChipAt {...props} nowMs={now.get()} /> : <TickingChip {...props} />;
}

function TickingChip(props: ChipProps) {
  return <ChipAt {...props} nowMs={useNowMs()} />;
}

function ChipAt({ group, withRepository, detailsId, open, onToggle, nowMs }: ChipProps & { readonly nowMs: number }) {
  const [source] = group;
  const single = group.length === 1;
  const state = chipState(source, nowMs);
  const tone = chipTone(source, state);
  const name = sourceName(source, single && withRepository);
  const [offer] = state.kind === 'trouble' || state.kind === 'progress' ? offersOf(source, state) : [];
  const content = (
    <>
      <Codicon name={iconOf(source, state, tone)} className="gutter-icon" />
      <span className="chip-name">{name}</span>
      <ChipState source={source} state={state} confirmedAtMs={oldestConfirmation(group)} />
      {!single && <span className="chip-count">×{group.length}</span>}
      <Marks source={source} state={state} />
    </>
  );
  return (
    <li
      className={`chip tone-${tone}`}
      data-source={source.id}
      data-freshness={source.error === null ? (source.recalled ? 'recalled' : source.freshness) : 'error'}
      data-state={state.kind === 'trouble' ? state.trouble : state.kind}
      title={group.map((each) => sourceLines(each, nowMs).join('\n')).join('\n\n')}
    >
      {source.remote === null ? (
        <span className="chip-main">{content}</span>
      ) : (
        <button
          type="button"
          className="chip-main"
          aria-expanded={open}
          aria-controls={open ? detailsId : undefined}
          onClick={onToggle}
        >
          {content}
        </button>
      )}
      {offer !== undefined && <OfferButton offer={offer} source={source.id} name={name} compact />}
      {state.kind === 'progress' && state.total !== null && state.total > 0 && (
        <ProgressBar name={name} done={state.done} total={state.total} />
      )}
    </li>
  );
}

function iconOf({ kind }: Source, state: State, tone: Tone): IconName {
  if (state.kind === 'trouble') {
    if (state.trouble === 'offline') return 'debug-disconnect';
    if (state.trouble === 'signIn') return 'account';
  }
  if (state.kind === 'paused') return 'watch';
  return tone === 'bad' ? 'error' : (kindIcons[kind] ?? 'issues');
}

function Unwatched() {
  return (
    <>
      <Codicon name="eye-closed" className="small unwatched" />
      <span className="spoken">{strings.notWatched}</span>
    </>
  );
}

/** Who acts, that something is missing, and that there is more to know: quiet, for all is as it should be. */
function Marks({ source: { remote, unwatched }, state }: { readonly source: Source; readonly state: State }) {
  if (remote === null) return unwatched === null ? null : <Unwatched />;
  const { incomplete, notes } = remote;
  const actor = actorOf(remote);
  // What is wrong needs the room; who acts is in the tooltip and the details.
  const isCalm = state.kind === 'quiet' || state.kind === 'recalled' || state.kind === 'progress';
  return (
    <>
      {isCalm && actor !== null && <span className="chip-account">{actor}</span>}
      {incomplete.length > 0 && <span className="chip-incomplete">{strings.incomplete}</span>}
      {notes.length > 0 && (
        <>
          <Codicon name="info" className="small chip-note" />
          <span className="spoken">{strings.hasNote}</span>
        </>
      )}
    </>
  );
}

/** Null: nobody knows here, or there is no name. */
function actorOf({ account, elsewhere }: NonNullable<Source['remote']>): string | null {
  if (account === null) return elsewhere ? null : strings.noAccount;
  return account.name === null ? null : strings.account(account.name);
}

function ProgressBar({ name, done, total }: { readonly name: string; readonly done: number; readonly total: number }) {
  const part = Math.min(1, done / total);
  return (
    <span
      className="chip-progress"
      role="progressbar"
      aria-label={strings.progressBar(name)}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={Math.min(done, total)}
    >
      <span style={{ width: `${Math.round(part * 100)}%` }} />
    </span>
  );
}
