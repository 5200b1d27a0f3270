/** Answers for what a card says of an issue, the most telling first. */
import { issueName } from '../../src/protocol/issueName';
import type { IssueDetails, LinkedPullRequest } from '../../src/protocol/issueDetails';
import type { Row } from '../../src/protocol/messages';
import { shownText } from '../../src/protocol/shownText';
import { statusIcons } from '../board/statusIcons';
import { Codicon } from '../components/Codicon';
import { pullRequestIcons } from '../components/FactList';
import { Markdown } from '../markdown/Markdown';
import type { Knows } from '../markdown/references';
import { strings } from '../strings';
import { cardStrings } from '../strings/card';
import { ChainList } from './ChainList';
import { notesOf, type Note } from './notes';
import { Particulars } from './Particulars';

/** What can be done from a card. */
export interface CardDeeds {
  readonly open: (key: string) => void;
  readonly openLink: (key: string, which: string) => void;
  readonly openAddress: (address: string) => void;
  /** Goes to the row of an issue. */
  readonly reveal: (key: string) => void;
}

export const titleId = 'issue-card-title';

export function IssueCard({
  details,
  row,
  nowMs,
  knows,
  deeds,
}: {
  readonly details: IssueDetails;
  /** Null where the panel has no row of it. */
  readonly row: Row | null;
  readonly nowMs: number;
  readonly knows: Knows;
  readonly deeds: CardDeeds;
}) {
  const { key, title, excerpt, place } = details;
  const source = row?.source ?? key.slice(0, Math.max(0, key.indexOf('#')));
  const open = details.openable && (
    <button
      type="button"
      className="link-button"
      onClick={() => {
        deeds.open(key);
      }}
    >
      {cardStrings.moreText}
    </button>
  );
  return (
    <>
      <h2 id={titleId} dir="auto">
        {shownText(title)}
      </h2>
      <Standing details={details} source={source} />
      {row !== null && <Notes notes={notesOf(row)} />}
      {excerpt !== null && (
        <div className="issue-text">
          <Markdown
            text={excerpt}
            breaks={place?.path.endsWith('.md') !== true}
            knows={knows}
            onAddress={deeds.openAddress}
            onIssue={deeds.reveal}
          />
          {!details.excerptIsWhole && open}
        </div>
      )}
      <ChainList heading={cardStrings.waitsFor} chain={details.blockers} source={source} onIssue={deeds.reveal} />
      <ChainList heading={cardStrings.unblocks} chain={details.unblocks} source={source} onIssue={deeds.reveal} />
      <PullRequests details={details} deeds={deeds} />
      <Particulars details={details} nowMs={nowMs} onIssue={deeds.reveal} />
    </>
  );
}

/** Key, status, urgency and type. */
function Standing({ details, source }: { readonly details: IssueDetails; readonly source: string }) {
  const { id, status, trackerStatus, priority, type } = details;
  const isOwnWord = status === 'other' || status === 'deferred';
  return (
    <p className="issue-standing">
      <span className="issue-name">{shownText(issueName(source, id))}</span>
      <span className={`issue-status status-${status}`}>
        <Codicon name={statusIcons[status]} className="small" />
        {strings.status(status)}
        {isOwnWord && trackerStatus !== '' && ` (${shownText(trackerStatus)})`}
      </span>
      {priority !== null && <span>{strings.priority(priority)}</span>}
      {type !== null && <span dir="auto">{shownText(type)}</span>}
    </p>
  );
}

function Notes({ notes }: { readonly notes: readonly Note[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="issue-notes">
      {notes.map(({ icon, tone, text }, at) => (
        <li key={at} className={`tone-${tone}`}>
          <Codicon name={icon} className="small" />
          <span dir="auto">{shownText(text)}</span>
        </li>
      ))}
    </ul>
  );
}

function PullRequests({ details, deeds }: { readonly details: IssueDetails; readonly deeds: CardDeeds }) {
  const { key, pullRequests } = details;
  if (pullRequests.length === 0) return null;
  const one = ({ id, title, state, review, link }: LinkedPullRequest) => (
    <li key={link}>
      <button
        type="button"
        className="issue-step"
        onClick={() => {
          deeds.openLink(key, link);
        }}
      >
        <Codicon name={pullRequestIcons[state]} className="small" />
        <span className="issue-name">{shownText(id)} </span>
        <span className="issue-step-title" dir="auto">
          {shownText(title)}
        </span>
        <span className="issue-mark"> {cardStrings.pullRequest(state, review)}</span>
      </button>
    </li>
  );
  return (
    <section className="issue-chain">
      <h3>{cardStrings.pullRequests}</h3>
      <ul>{pullRequests.map(one)}</ul>
    </section>
  );
}
