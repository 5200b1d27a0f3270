/** References for tests of what is remembered of them. */
import type { CommitReference } from '../../src/domain/commitReference';
import type { StoredReferences } from '../../src/ports/refStore';

/** A moment long ago, epoch milliseconds. */
export const longAgoMs = 1_768_000_000_000;

export const referenceOf = (
  number: number,
  state: CommitReference['state'] = { kind: 'pending' },
  facts: Partial<CommitReference> = {},
): CommitReference => ({
  repository: 'acme/shop',
  number,
  commit: `commit${number}`,
  committedAtMs: longAgoMs + number,
  closedBy: null,
  state,
  ...facts,
});

export const resolvedAs = (state: 'open' | 'closed' | 'merged', resolvedAtMs = 5): CommitReference['state'] => ({
  kind: 'resolved',
  resolution: { kind: 'issue', title: 'Läden', url: 'https://example.org/2', state },
  resolvedAtMs,
});

/** `12` is pending, `13=closed` is resolved. */
export function referencesNamed(words: readonly string[]): StoredReferences {
  const references = words.map((word) => {
    const [number, state] = word.split('=');
    return referenceOf(Number(number), state === undefined ? { kind: 'pending' } : resolvedAs(state as 'closed'));
  });
  return { references, tips: [`tip${words.length}`] };
}

/** As {@link referencesNamed} takes them, in order. */
export const namesOf = (stored: StoredReferences | null): readonly string[] =>
  (stored?.references ?? [])
    .map(({ number, state }) => (state.kind === 'resolved' ? `${number}=${state.resolution.state}` : `${number}`))
    .sort();
