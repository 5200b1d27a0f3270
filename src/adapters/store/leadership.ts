/** Answers for the epoch a process writes a source's file in. */
import type { StoredSource } from '../../ports/issueStore';

/**
 * The seam for one leader a source. Windows are peers as long as there is none: nobody raises an epoch, since that
 * would shut out another window that is as right, and each writes what it read itself. Who holds the lock of a source
 * hands in an epoch above all earlier ones. From the first save in it, saves of earlier epochs are not adopted,
 * whatever their process believes, and a reader who has seen it does not go back to a file of an earlier one.
 */
export interface Leadership {
  /** Null: this process does not lead the source, and writes in the newest epoch it has seen in the file. */
  epochOf(source: StoredSource): number | null;
}

export const noLeadership: Leadership = { epochOf: () => null };
