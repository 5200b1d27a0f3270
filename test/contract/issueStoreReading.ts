/** A reading and its source, as most tests of the store need them. */
import type { StoredReading, StoredSource } from '../../src/ports/issueStore';
import { issueOf } from '../fakes/issues';

export const source: StoredSource = { id: 'beads:shop', root: '/home/dev/shop' };

export const readingOf = (facts: Partial<StoredReading> = {}): StoredReading => ({
  issues: [issueOf('shop-1'), issueOf('shop-2')],
  problems: [],
  via: '.beads/issues.jsonl',
  confirmedAtMs: 1_768_000_000_000,
  checkpoint: null,
  ...facts,
});
