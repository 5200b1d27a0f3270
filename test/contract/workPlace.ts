/** Answers for starting and stopping work in a real clone, with a person whose answers are known. */
import { GitProcessWriter } from '../../src/adapters/git/gitWriter';
import { findProgram } from '../../src/adapters/process/programPath';
import { StartWork } from '../../src/app/startWork';
import { StopWork } from '../../src/app/stopWork';
import type { MarkWishes } from '../../src/app/issueWriting';
import type { WorkMeans, WorkSettings } from '../../src/app/workMeans';
import type { ProjectContext, RepositoryContext, SourceContext } from '../../src/domain/context';
import { currentIssue } from '../../src/domain/currentIssue';
import type { Failure } from '../../src/domain/failure';
import type { EvaluatedIssue } from '../../src/domain/readiness';
import { err, ok } from '../../src/domain/result';
import type { GitRepository, GitSandbox } from '../fakes/gitRepository';
import { cleanState } from '../fakes/gitState';
import { FakeWorkQuestions } from '../fakes/fakeWorkQuestions';
import { evaluatedOf, issueOf } from '../fakes/issues';
import { repositoryContextOf } from '../fakes/repositoryContext';

const sourceId = 'roadmap:shop';

/** An issue of the shop. */
export const shopIssue = (id: string, title: string, facts: Partial<EvaluatedIssue> = {}): EvaluatedIssue =>
  evaluatedOf(sourceId, id, { issue: issueOf(id, { title, type: 'bug' }), ...facts });

export class WorkPlace {
  readonly ask = new FakeWorkQuestions();
  /** What was marked, and how. */
  readonly marks: string[] = [];
  settings: Partial<WorkSettings> = {};
  trusted = true;
  markFailure: Failure | null = null;
  markable = true;
  me: readonly string[] = ['dana'];
  /** Those that are open; the clone alone unless told. */
  repositories: readonly RepositoryContext[];
  readonly starting: StartWork;
  readonly stopping: StopWork;
  readonly git = new GitProcessWriter(() => findProgram('git', process.env));

  private constructor(
    readonly sandbox: GitSandbox,
    readonly origin: GitRepository,
    readonly tree: GitRepository,
    private readonly issues: readonly EvaluatedIssue[],
  ) {
    this.repositories = [this.of(tree)];
    this.starting = new StartWork(this.means());
    this.stopping = new StopWork(this.means());
  }

  /** A clone of `origin`, with `file.txt` on `main`. */
  static async create(sandbox: GitSandbox, issues: readonly EvaluatedIssue[]): Promise<WorkPlace> {
    const origin = await sandbox.init('origin');
    await origin.commit('file.txt', 'base\n');
    await sandbox.run(sandbox.folder, ['clone', '--quiet', 'origin', 'shop ü']);
    return new WorkPlace(sandbox, origin, sandbox.at(`${sandbox.folder}/shop ü`), issues);
  }

  of({ root }: GitRepository, name = 'shop'): RepositoryContext {
    return repositoryContextOf({ root, name, git: cleanState });
  }

  async branch(root = this.tree.root): Promise<string> {
    return (await this.sandbox.run(root, ['symbolic-ref', '--short', 'HEAD'])).trim();
  }

  async head(name = 'HEAD'): Promise<string> {
    return (await this.tree.git('rev-parse', name)).trim();
  }

  async status(): Promise<string> {
    return await this.tree.git('status', '--porcelain');
  }

  private means(): WorkMeans {
    const source = { id: sourceId, label: 'Roadmap', repository: this.tree.root, root: this.tree.root };
    return {
      git: () => (this.trusted ? this.git : null),
      context: () =>
        Promise.resolve({
          repositories: this.repositories,
          sources: [source as SourceContext],
          issues: this.issues,
        } as unknown as ProjectContext),
      issueNamed: (_, branch) =>
        currentIssue(branch, (id) => this.issues.filter(({ issue }) => issue.id.toLowerCase() === id.toLowerCase())),
      writing: {
        isMarkable: () => this.markable,
        mark: async (_, id, as, { tree }: MarkWishes) => {
          this.marks.push(`${id} ${as} on ${await this.branch(tree?.root)}`);
          return this.markFailure === null ? ok('marked') : err(this.markFailure);
        },
      },
      ask: this.ask,
      settings: () => ({
        branchTemplate: '${type}/${key}-${slug}',
        worktreeFolder: () => `${this.sandbox.folder}/trees`,
        marksInProgress: true,
        ...this.settings,
      }),
      me: () => this.me,
      userOf: () => 'Dana',
      gitMoved: () => undefined,
    };
  }
}
