/** Answers for what starting and stopping work need, and for what both do alike. */
import type { ProjectContext, RepositoryContext } from '../domain/context';
import type { EvaluatedIssue } from '../domain/readiness';
import type { GitWriter, WorkTreeLook } from '../ports/gitWriter';
import type { TrackerHome, WorkMark } from '../ports/tracker';
import type { IssueWriting } from './issueWriting';
import type { Marking } from './workOutcome';
import type { WorkQuestions } from './workQuestions';

export interface WorkSettings {
  /** See domain/branchName.ts. */
  readonly branchTemplate: string;
  /** Absolute path of the folder where work trees of the repository are added. */
  readonly worktreeFolder: (repository: RepositoryContext) => string;
  readonly marksInProgress: boolean;
}

export interface WorkMeans {
  /** Null: programs are not to be run. */
  readonly git: () => GitWriter | null;
  readonly context: () => Promise<ProjectContext>;
  /** The key of the issue a branch of this name would be taken for, in the repository at `root`; null: of none. */
  readonly issueNamed: (root: string, branch: string) => string | null;
  readonly writing: Pick<IssueWriting, 'mark' | 'isMarkable'>;
  readonly ask: WorkQuestions;
  readonly settings: () => WorkSettings;
  /** Names the person goes by, in lower case. */
  readonly me: () => readonly string[];
  /** The person's name in the repository's Git; null: unknown. */
  readonly userOf: (root: string) => string | null;
  /** The repository was moved by us. */
  readonly gitMoved: (root: string) => void;
}

/** Repositories the issue can be worked on in: its own, else all there are. */
export function repositoriesFor(
  { repositories, sources }: ProjectContext,
  issue: EvaluatedIssue,
): readonly RepositoryContext[] {
  const root = sources.find(({ id }) => id === issue.source)?.repository ?? null;
  const own = repositories.filter((repository) => repository.root === root);
  return own.length > 0 ? own : repositories.filter(({ git, gitError }) => git !== null || gitError !== null);
}

/**
 * Changes worth asking about: that the issue's own record was marked is no work of the person's.
 * @param sourceRoot folder that the record's path is relative to
 */
export function changesBeside(
  look: WorkTreeLook,
  { root }: RepositoryContext,
  { issue: { location } }: EvaluatedIssue,
  sourceRoot: string | null,
): readonly string[] {
  if (location === null || sourceRoot === null) return look.changed;
  const record = slashes(`${sourceRoot}/${location.path}`);
  return look.changed.filter((path) => slashes(`${root}/${path}`) !== record);
}

export async function markAs(
  means: WorkMeans,
  context: ProjectContext,
  { source: id, issue }: EvaluatedIssue,
  as: WorkMark,
  tree: TrackerHome | null = null,
): Promise<Marking> {
  if (!means.settings().marksInProgress) return { kind: 'off' };
  const source = context.sources.find((each) => each.id === id);
  if (!means.writing.isMarkable(id)) return { kind: 'remote', label: source?.label ?? id };
  const marked = await means.writing.mark(id, issue.id, as, { me: means.me(), tree });
  return marked.ok ? { kind: marked.value } : { kind: 'failed', failure: marked.error };
}

/** Git and Windows spell the same path differently. */
export const slashes = (path: string): string => path.replaceAll('\\', '/');
