/** Answers for every state the panel can be in, each as a page that can be opened: for pictures, and for checks of all. */
import type { PanelState } from '../../../src/protocol/messages';
import { sampleNowMs, sampleRepository, sampleRow, sampleSource, sampleState, shopState } from '../../fakes/panelState';
import { remoteSource, remoteStates, sampleTrouble } from '../../fakes/remoteState';

export interface GalleryPiece {
  /** Null: nothing is read yet. */
  readonly state: PanelState | null;
  /** What is to be in the page before it is looked at, as a selector. */
  readonly shows: string;
  /** What the person arranged before. */
  readonly saved?: unknown;
}

const unreadable = Array.from({ length: 3 }, (_, at) => ({
  source: 'beads:shop',
  path: '.beads/issues.jsonl',
  line: 12 * (at + 1),
  message: 'The line is not JSON: it ends in the middle of a text.',
}));

const refused = sampleTrouble(
  'signIn',
  'github.com no longer accepts the account. Sign in again, or give a new token.',
);

const untrusted = sampleState(
  [
    sampleRow('shop-398', { title: 'Schema migration for orders', priority: 1, unblocks: { direct: 3, total: 5 } }),
    sampleRow('shop-377', { title: 'Drop the old Node from the matrix' }),
  ],
  {
    trusted: false,
    repositories: [sampleRepository({ ahead: null, behind: null, changes: null, conflicted: null })],
    sources: [sampleSource()],
  },
);

/** By the name of its picture. */
export const gallery = {
  list: { state: shopState(), shows: '.row' },
  'list-remote': { state: remoteStates.healthy, shows: '.row' },
  grouped: { state: shopState(), shows: '.row', saved: { grouping: 'priority', sorting: 'unblocks' } },
  filtered: { state: shopState(), shows: '.row', saved: { filter: 'is:ready' } },
  'nothing-found': { state: shopState(), shows: '.state-page', saved: { filter: 'zzzz' } },
  loading: { state: null, shows: '.skeleton' },
  'first-sync': { state: remoteStates.firstSync, shows: '.row' },
  'no-folder': {
    state: sampleState([], { phase: 'noFolder', repositories: [], sources: [] }),
    shows: '.state-page',
  },
  'first-run': { state: sampleState([], { sources: [] }), shows: '.state-page' },
  empty: {
    state: sampleState([], { sources: [sampleSource({ kind: 'roadmap', label: 'Roadmap' })] }),
    shows: '.state-page',
  },
  'all-done': { state: sampleState([sampleRow('shop-1', { status: 'done' })]), shows: '.state-page' },
  offline: { state: remoteStates.offline, shows: '.row' },
  'offline-unread': { state: remoteStates.offlineUnread, shows: '.state-page' },
  'signed-out': { state: remoteStates.signIn, shows: '.row' },
  'signed-out-unread': {
    state: sampleState([], {
      sources: [
        remoteSource(
          { freshness: 'never', confirmedAtMs: null, via: '', error: refused, nextAttemptAtMs: null },
          { account: null, offer: 'signIn', budget: null },
        ),
      ],
    }),
    shows: '.state-page',
  },
  'no-access': { state: remoteStates.private, shows: '.state-page' },
  untrusted: { state: untrusted, shows: '.row' },
  unreadable: {
    state: shopState({ problems: unreadable, problemCount: unreadable.length }),
    shows: '.problem',
    saved: { collapsed: ['inProgress', 'ready', 'blocked', 'deferred', 'other'] },
  },
  'limit-reached': { state: remoteStates.limited, shows: '.row' },
  'limit-reached-unread': { state: remoteStates.limitedUnread, shows: '.state-page' },
  old: {
    state: shopState({
      sources: [
        sampleSource({
          freshness: 'stale',
          confirmedAtMs: sampleNowMs - 3 * 3_600_000,
          unwatched: 'The folder is on a network file system.',
        }),
      ],
    }),
    shows: '.row',
  },
} satisfies Readonly<Record<string, GalleryPiece>>;

export type GalleryName = keyof typeof gallery;
