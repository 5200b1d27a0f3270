/** Answers for showing the facts of a row. */
import { agingText, type Fact, type FactIcon } from '../state/facts';
import { strings } from '../strings';
import { Codicon } from './Codicon';
import type { IconName } from './icons';
import { useNowMs } from './panel';

const icons: Readonly<Record<FactIcon, IconName>> = {
  unblocks: 'unlock',
  quiet: 'history',
  dataAge: 'cloud',
  warning: 'warning',
  deferred: 'calendar',
  parent: 'type-hierarchy-sub',
};

export function FactList({ facts }: { readonly facts: readonly Fact[] }) {
  return facts.map((fact) => (
    <span
      key={fact.kind}
      className={`fact fact-${fact.kind} tone-${fact.tone}`}
      title={fact.title}
      data-fact={fact.kind}
      data-target={fact.target ?? undefined}
    >
      {fact.icon !== null && <Codicon name={icons[fact.icon]} className="small" />}
      <span className="fact-text">{fact.sinceMs === null ? fact.text : <AgingText fact={fact} />}</span>
      {fact.strong !== null && <strong>{fact.strong}</strong>}
      {fact.more > 0 && <span className="fact-more">{strings.moreReasons(fact.more)}</span>}
    </span>
  ));
}

function AgingText({ fact }: { readonly fact: Fact }) {
  return agingText(fact, useNowMs());
}
