/** The role of remembering over restarts how much repositories are used. */
import type { UseCount } from '../domain/repositoryActivity';

export interface UseStore {
  /** By root; empty when nothing is remembered. */
  load(): ReadonlyMap<string, UseCount>;
  /** Replaces what is remembered. Losing it costs an order of repositories, so nobody waits for it. */
  save(counts: ReadonlyMap<string, UseCount>): void;
}
