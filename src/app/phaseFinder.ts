/** Answers for the phase each repository is in, told anew only when something it depends on changed. */
import { currentPhase, type PhaseProgress } from '../domain/phase';
import type { EvaluatedIssue } from '../domain/readiness';
import type { SourceState } from './sourceState';

/** The phase of a repository, and what it was told from. */
interface KnownPhase {
  readonly issues: readonly EvaluatedIssue[];
  /** Of each source: its id, and the phases it counts itself. */
  readonly sources: readonly unknown[];
  readonly phase: PhaseProgress | null;
}

export class PhaseFinder {
  private readonly known = new Map<string, KnownPhase>();

  /** @param own the sources of the repository at `root`. Finding out takes a look at each issue. */
  phaseOf(root: string, own: readonly SourceState[], issues: readonly EvaluatedIssue[]): PhaseProgress | null {
    const sources = own.flatMap(({ source, reading }) => [source.id, reading?.phases]);
    let known = this.known.get(root);
    if (known?.issues !== issues || !sameParts(known.sources, sources)) {
      // Where the tracker counts, it counts more than what was read.
      const counted = new Set(
        own.filter(({ reading }) => reading?.phases === undefined).map(({ source }) => source.id),
      );
      const phase = currentPhase(
        issues.filter((issue) => issue.issue.phase !== null && counted.has(issue.source)),
        new Map(),
        own.flatMap(({ reading }) => reading?.phases ?? []),
      );
      known = { issues, sources, phase };
      this.known.set(root, known);
    }
    return known.phase;
  }
}

const sameParts = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((part, at) => part === b[at]);
