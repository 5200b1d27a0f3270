/** A source on a server on which nothing is wrong. */
import type { RemoteStatus, SourceContext } from '../../src/domain/context';
import { nothingAsked, type HostStatus } from '../../src/domain/requests';

export const calmHost: HostStatus = { ...nothingAsked, window: 8 };

export const remoteStatusOf = (facts: Partial<RemoteStatus> = {}): RemoteStatus => ({
  host: 'github.com',
  repository: 'acme/shop',
  account: null,
  requests: null,
  progress: null,
  incomplete: [],
  notes: [],
  offer: null,
  offerUrl: null,
  ...facts,
});

/** @param atMs when it was read */
export const gitHubSourceOf = (atMs: number, facts: Partial<SourceContext> = {}): SourceContext => ({
  id: 'github:shop',
  kind: 'github',
  label: 'GitHub',
  repository: '/w/shop',
  root: '/w/shop',
  via: 'acme/shop',
  freshness: 'fresh',
  confirmedAtMs: atMs,
  lastAttemptAtMs: atMs,
  nextAttemptAtMs: null,
  error: null,
  unwatched: null,
  remote: remoteStatusOf(),
  ...facts,
});
