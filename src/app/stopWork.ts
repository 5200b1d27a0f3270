/** Answers for stopping work on an issue: back to where one came from, and the issue open again. No branch is deleted. */
import type { ProjectContext, RepositoryContext } from '../domain/context';
import type { EvaluatedIssue } from '../domain/readiness';
import type { WorkTreeLook } from '../ports/gitWriter';
import type { StopOutcome } from './workOutcome';
import { changesBeside, markAs, repositoriesFor, type WorkMeans } from './workMeans';
import type { StopChoice } from './workQuestions';
import { moveWorkTree } from './workTreeMove';

export class StopWork {
  constructor(private readonly means: WorkMeans) {}

  async stop(issue: EvaluatedIssue): Promise<StopOutcome> {
    const git = this.means.git();
    if (git === null) return { kind: 'refused', why: { kind: 'untrusted' } };
    const context = await this.means.context();
    const repository = repositoryOf(context, issue);
    if (repository === null) return { kind: 'refused', why: { kind: 'noRepository' } };
    const looked = await git.look(repository.root);
    if (!looked.ok && looked.error.kind !== 'notARepository') {
      return { kind: 'failed', failure: looked.error, stashed: false };
    }
    const look = looked.ok ? looked.value : null;
    const choices = this.choicesFor(issue, repository, look);
    if (choices.length === 0) return { kind: 'nothing' };
    const chosen = await this.means.ask.stop(issue, choices);
    if (chosen === null) return { kind: 'cancelled' };
    const { to } = chosen;
    const sourceRoot = context.sources.find(({ id }) => id === issue.source)?.root ?? null;
    const moved =
      to === null || look === null
        ? ({ kind: 'moved', complaint: null, stashed: false } as const)
        : await moveWorkTree(git, this.means.ask, {
            repository,
            changed: changesBeside(look, repository, issue, sourceRoot),
            branch: to,
            offersTree: false,
            stashName: `Context Scout: ${look.branch ?? issue.issue.id}`,
            run: () => git.switchTo(repository.root, to),
          });
    if (moved.kind === 'tree') return { kind: 'cancelled' };
    if (moved.kind !== 'moved') return moved;
    if (to !== null) this.means.gitMoved(repository.root);
    const marking = chosen.reopens ? await markAs(this.means, context, issue, 'open') : ({ kind: 'off' } as const);
    const { complaint, stashed } = moved;
    return { kind: 'stopped', switched: to !== null, branch: to ?? look?.branch ?? '', stashed, complaint, marking };
  }

  private choicesFor(
    issue: EvaluatedIssue,
    { root }: RepositoryContext,
    look: WorkTreeLook | null,
  ): readonly StopChoice[] {
    const branch = look?.branch ?? null;
    const isOn = look !== null && branch !== null && this.means.issueNamed(root, branch) === issue.key;
    const targets = isOn && look.operation === 'clean' ? this.waysBack(issue, root, look) : [];
    const reopens =
      issue.started &&
      issue.status !== 'done' &&
      this.means.settings().marksInProgress &&
      this.means.writing.isMarkable(issue.source);
    return [
      ...(reopens ? [...targets, null].map((to) => ({ to, reopens })) : []),
      ...targets.map((to) => ({ to, reopens: false })),
    ];
  }

  /** The branch that was left for this one, then the main branch; those that another work tree has are not to be had. */
  private waysBack(issue: EvaluatedIssue, root: string, look: WorkTreeLook): readonly string[] {
    const { before, mainBranch, branches, trees } = look;
    const main = mainBranch === null ? null : mainBranch.name.slice((mainBranch.remote?.length ?? -1) + 1);
    const taken = new Set(trees.map((tree) => tree.branch));
    const here = new Set(branches.filter(({ remote }) => remote === null).map(({ name }) => name));
    const wanted = [before, main].filter(
      (name) => name !== null && here.has(name) && !taken.has(name) && this.means.issueNamed(root, name) !== issue.key,
    );
    return [...new Set(wanted)].filter((name) => name !== null);
  }
}

/** That whose branch names the issue, else the first it can be worked on in. */
function repositoryOf(context: ProjectContext, issue: EvaluatedIssue): RepositoryContext | null {
  const own = context.repositories.find(({ currentIssue }) => currentIssue === issue.key);
  return own ?? repositoriesFor(context, issue)[0] ?? null;
}
