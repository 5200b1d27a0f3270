/** Answers for what a person is told after a sync they asked for: what failed, and what they can do about it. */
import type { ProjectContext, SourceContext } from '../domain/context';
import { describeFailure } from '../domain/failure';
import { troubleOf, type Trouble } from '../protocol/sourceHealth';
import { countText } from './timeWords';

/** What a button of the message does. */
export type SyncOffer =
  | { readonly kind: 'signIn' | 'useToken'; readonly label: string; readonly source: string }
  | { readonly kind: 'openUrl'; readonly label: string; readonly url: string }
  | { readonly kind: 'showLog'; readonly label: string };

export interface SyncMessage {
  readonly failed: boolean;
  readonly text: string;
  readonly offers: readonly SyncOffer[];
}

export function syncMessage({ sources, counts }: Pick<ProjectContext, 'sources' | 'counts'>): SyncMessage {
  const failing = sources.flatMap((source) => (source.error === null ? [] : [{ ...source, error: source.error }]));
  const [first, ...others] = failing;
  if (first === undefined) return { failed: false, text: `${countText(counts.ready)} ready`, offers: [] };
  const more = others.length === 1 ? ' 1 more source failed.' : ` ${others.length} more sources failed.`;
  const besides = others.length === 0 ? '' : more;
  return {
    failed: true,
    text: `${first.id}: ${describeFailure(first.error.failure)}${besides} What was known before is kept.`,
    offers: [...offersOf(failing), { kind: 'showLog', label: 'Show Log' }],
  };
}

/** No account helps a server that is not there. */
const endsByItself: ReadonlySet<Trouble> = new Set<Trouble>(['offline', 'notAnswering']);

/** What the first source has to offer of which anything is offered. */
function offersOf(failing: readonly SourceContext[]): readonly SyncOffer[] {
  for (const { id, remote, error } of failing) {
    if (error !== null && endsByItself.has(troubleOf(error.failure))) continue;
    const asksForAccount = error?.failure.kind === 'unauthorized' || remote?.offer === 'signIn';
    if (asksForAccount) {
      return [
        { kind: 'signIn', label: 'Sign In', source: id },
        { kind: 'useToken', label: 'Use a Token', source: id },
      ];
    }
    const url = remote?.offer === 'openUrl' ? remote.offerUrl : null;
    if (url !== null && /^https?:\/\//i.test(url)) return [{ kind: 'openUrl', label: 'Open Link', url }];
  }
  return [];
}
