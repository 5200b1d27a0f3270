/** Answers for finding one of the records that could not be read, and for all of them as text. */
import type { ContextProblem, ProjectContext } from '../../domain/context';
import { say } from '../../domain/words';
import type { ProblemPlace } from '../../protocol/messages';

/** A problem of the snapshot, and the folder its path is relative to. */
export interface FoundProblem extends ContextProblem {
  /** Absolute path. */
  readonly root: string;
}

/** The problem the snapshot itself has at `place`; null when there is none: a place is never taken at its word. */
export function findProblem(
  { problems, sources }: Pick<ProjectContext, 'problems' | 'sources'>,
  place: ProblemPlace,
): FoundProblem | null {
  const problem = problems.find(
    ({ source, path, line }) => source === place.source && path === place.path && line === place.line,
  );
  const root = sources.find(({ id }) => id === problem?.source)?.root;
  return problem === undefined || root === undefined ? null : { ...problem, root };
}

/** One line a problem, under the name of its source. */
export function problemsText(problems: readonly ContextProblem[]): string {
  if (problems.length === 0) return `${say('Every record could be read.')}\n`;
  const lines: string[] = [];
  let source: string | null = null;
  for (const problem of problems) {
    if (problem.source !== source) {
      if (source !== null) lines.push('');
      source = problem.source;
      lines.push(source);
    }
    lines.push(`  ${placeText(problem)}${problem.message}`);
  }
  return `${lines.join('\n')}\n`;
}

function placeText({ path, line }: ContextProblem): string {
  if (path === null) return '';
  return line === null ? `${path}: ` : `${path}:${line}: `;
}
