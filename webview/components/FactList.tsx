/** Answers for showing the facts of a row. */
import { shownText } from '../../src/protocol/shownText';
import type { PullRequest } from '../../src/domain/issue';
import type { Fact, FactIcon, Tone } from '../state/fact';
import { agingText } from '../state/facts';
import { strings } from '../strings';
import { Codicon } from './Codicon';
import type { IconName } from './icons';
import { useNowMs } from './panel';

/** The shape of each state. */
export const pullRequestIcons: Readonly<Record<PullRequest['state'], IconName>> = {
  open: 'git-pull-request',
  draft: 'git-pull-request-draft',
  merged: 'git-merge',
  closed: 'git-pull-request-closed',
};

const icons: Readonly<Record<FactIcon, IconName>> = {
  ...pullRequestIcons,
  unblocks: 'unlock',
  quiet: 'history',
  dataAge: 'cloud',
  warning: 'warning',
  deferred: 'calendar',
  ready: 'play',
  inProgress: 'circle-filled',
  parent: 'type-hierarchy-sub',
  subIssues: 'checklist',
  commit: 'git-commit',
  noCommits: 'watch',
  branch: 'git-branch',
};

const marks: Readonly<Record<NonNullable<Fact['mark']>, { readonly icon: IconName; readonly tone: Tone }>> = {
  approved: { icon: 'check', tone: 'good' },
  changesRequested: { icon: 'request-changes', tone: 'warn' },
};

export function FactList({
  facts,
  id,
}: {
  readonly facts: readonly Fact[];
  /** Element id, for a list of one. */
  readonly id?: string;
}) {
  return facts.map((fact) => (
    <span
      key={fact.kind}
      id={id}
      className={`fact fact-${fact.kind} tone-${fact.tone}`}
      data-fact={fact.kind}
      data-target={fact.target ?? undefined}
      data-link={fact.link ?? undefined}
    >
      {fact.icon !== null && <Codicon name={icons[fact.icon]} className="small" />}
      <span className="fact-text" dir="auto">
        {fact.sinceMs === null ? shownText(fact.text) : <AgingText fact={fact} />}
      </span>
      {fact.mark !== null && <Codicon name={marks[fact.mark].icon} className={`small tone-${marks[fact.mark].tone}`} />}
      {fact.strong !== null && <strong>{fact.strong}</strong>}
      {fact.more > 0 && <span className="fact-more">{strings.moreReasons(fact.more)}</span>}
    </span>
  ));
}

function AgingText({ fact }: { readonly fact: Fact }) {
  return agingText(fact, useNowMs());
}
