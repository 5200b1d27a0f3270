/** Answers for saying in Beads that somebody is at an issue: through `bd`, since its files are the program's own. */
import type { Failure } from '../../../domain/failure';
import type { Issue } from '../../../domain/issue';
import { err, type Result } from '../../../domain/result';
import type { IssueMarker, MarkOptions, WorkMark } from '../../../ports/tracker';
import type { BeadsProgram } from './program';

const statuses: Readonly<Record<WorkMark, string>> = { inProgress: 'in_progress', open: 'open' };

export class BeadsMarker implements IssueMarker {
  /** The work trees of a repository share its database. */
  readonly perWorkTree = false;

  /**
   * @param program null where nothing is to be run
   * @param onWritten called when the program wrote: what it said before is outdated
   */
  constructor(
    private readonly program: BeadsProgram | null,
    private readonly onWritten: () => void,
  ) {}

  async mark({ id, assignees }: Issue, as: WorkMark, options?: MarkOptions): Promise<Result<void, Failure>> {
    const status = statuses[as];
    if (this.program === null) return err(byHand(id, status));
    const assignee = assignees.length === 0 ? (options?.assignee ?? null) : null;
    const updated = await this.program.update(id, status, assignee);
    if (updated.ok) {
      this.onWritten();
      return updated;
    }
    return updated.error.kind === 'programMissing' ? err(byHand(id, status)) : updated;
  }
}

/** Nobody but `bd` writes its files, so the person is told how. */
const byHand = (id: string, status: string): Failure => ({
  kind: 'unusable',
  what: '.beads',
  advice: `only bd writes its issues, and it is not to be run here. Run \`bd update ${id} --status ${status}\`.`,
});
