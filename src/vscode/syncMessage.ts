/** Answers for what a person is told after a sync they asked for: what failed, and what they can do about it. */
import type { ProjectContext, SourceContext } from '../domain/context';
import { describeFailure } from '../domain/failure';
import { say, sayCount } from '../domain/words';
import { troubleOf, type Trouble } from '../protocol/sourceHealth';

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
  if (first === undefined) return { failed: false, text: sayCount('{0} ready | {0} ready', counts.ready), offers: [] };
  return {
    failed: true,
    text: [
      `${first.id}: ${describeFailure(first.error.failure)}`,
      ...(others.length === 0 ? [] : [sayCount('{0} more source failed. | {0} more sources failed.', others.length)]),
      say('What was known before is kept.'),
    ].join(' '),
    offers: [...offersOf(failing), { kind: 'showLog', label: say('Show Log') }],
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
        { kind: 'signIn', label: say('Sign In'), source: id },
        { kind: 'useToken', label: say('Use a Token'), source: id },
      ];
    }
    const url = remote?.offer === 'openUrl' ? remote.offerUrl : null;
    if (url !== null && /^https?:\/\//i.test(url)) return [{ kind: 'openUrl', label: say('Open Link'), url }];
  }
  return [];
}
