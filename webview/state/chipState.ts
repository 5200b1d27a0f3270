/** Answers for what the chip of a source is about right now, in which tone, and what a person can do about it. */
import type { SourceChip } from '../../src/protocol/messages';
import type { Trouble } from '../../src/protocol/sourceHealth';
import { isFreshEnough } from './chips';
import type { Tone } from './fact';

export type ChipState =
  /** A long reading goes on. `pausedUntilMs`: it waits till then. */
  | {
      readonly kind: 'progress';
      readonly done: number;
      readonly total: number | null;
      readonly pausedUntilMs: number | null;
    }
  /** `nextMs`: when it is tried again by itself. */
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly nextMs: number | null }
  /** Requests wait. */
  | { readonly kind: 'paused'; readonly untilMs: number }
  /** What an earlier run read is being read anew. */
  | { readonly kind: 'recalled' }
  /** Its freshness says all. */
  | { readonly kind: 'quiet' };

/** What a button of a source does. */
export type Offer = 'signIn' | 'useToken' | 'authorize' | 'retry' | 'cancel';

export function chipState({ remote, error, recalled, nextAttemptAtMs }: SourceChip, nowMs: number): ChipState {
  const untilMs = remote?.pause?.untilMs ?? null;
  const pausedUntilMs = untilMs !== null && untilMs > nowMs ? untilMs : null;
  const progress = remote?.progress ?? null;
  if (progress !== null) return { kind: 'progress', ...progress, pausedUntilMs };
  if (error?.trouble === 'limited' && (pausedUntilMs ?? nextAttemptAtMs) !== null) {
    return { kind: 'paused', untilMs: pausedUntilMs ?? nextAttemptAtMs ?? nowMs };
  }
  if (error !== null) return { kind: 'trouble', trouble: error.trouble, nextMs: nextAttemptAtMs };
  if (pausedUntilMs !== null) return { kind: 'paused', untilMs: pausedUntilMs };
  return { kind: recalled ? 'recalled' : 'quiet' };
}

const tones: Readonly<Record<Trouble, Tone>> = {
  offline: 'warn',
  notAnswering: 'warn',
  limited: 'warn',
  signIn: 'bad',
  noAccess: 'bad',
  failing: 'bad',
};

export function chipTone(source: SourceChip, state: ChipState): Tone {
  switch (state.kind) {
    case 'progress':
      return state.pausedUntilMs === null ? 'plain' : 'warn';
    case 'trouble':
      return tones[state.trouble];
    case 'paused':
      return 'warn';
    case 'recalled':
      return 'plain';
    case 'quiet':
      return isFreshEnough(source) || source.freshness === 'never' ? 'plain' : 'warn';
  }
}

/** What can be done about a source, the best first; nothing where it mends itself. */
export function offersOf(source: SourceChip, state: ChipState): readonly Offer[] {
  switch (state.kind) {
    case 'progress':
      return ['cancel'];
    case 'trouble':
      return [...accessOffers(source), 'retry'];
    case 'paused':
    case 'recalled':
    case 'quiet':
      return source.remote?.offer === 'signIn' ? ['signIn', 'useToken'] : [];
  }
}

/** Ways to an account that may read the source. */
function accessOffers({ remote, error }: SourceChip): readonly Offer[] {
  if (remote === null) return [];
  const refused = error?.trouble === 'noAccess';
  const signIn = remote.offer === 'signIn' || error?.trouble === 'signIn' || (refused && remote.account === null);
  return [...(remote.offer === 'openUrl' ? (['authorize'] as const) : []), ...(signIn ? signInOffers : [])];
}

const signInOffers = ['signIn', 'useToken'] as const;
