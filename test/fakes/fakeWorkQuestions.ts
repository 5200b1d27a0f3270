/** A person who answers what is asked about starting and stopping work as the test said before, and turns away else. */
import type { RepositoryContext } from '../../src/domain/context';
import type { EvaluatedIssue } from '../../src/domain/readiness';
import type { BranchTip } from '../../src/ports/gitWriter';
import type {
  BaseChoice,
  ChangesChoice,
  ChangesQuestion,
  Doubt,
  StopChoice,
  WorkQuestions,
} from '../../src/app/workQuestions';

export class FakeWorkQuestions implements WorkQuestions {
  /** What was asked, in words. */
  readonly asked: string[] = [];
  /** Answers to questions about changes, the first first. */
  changesAnswers: ChangesChoice[] = [];
  /** Name of the repository that is chosen. */
  repositoryName: string | null = null;
  startsAnyway = false;
  usesTree = false;
  baseKind: BaseChoice['kind'] | null = null;
  /** Chooses among existing branches. */
  chooseBranch: (existing: readonly BranchTip[]) => { readonly existing: BranchTip | null } | null = () => null;
  chooseStop: (choices: readonly StopChoice[]) => StopChoice | null = () => null;

  repository(choices: readonly RepositoryContext[]): Promise<RepositoryContext | null> {
    this.asked.push(`repository: ${choices.map(({ name }) => name).join(', ')}`);
    return Promise.resolve(choices.find(({ name }) => name === this.repositoryName) ?? null);
  }

  startAnyway(_issue: EvaluatedIssue, doubts: readonly Doubt[]): Promise<boolean> {
    this.asked.push(`anyway: ${doubts.map(({ kind }) => kind).join(', ')}`);
    return Promise.resolve(this.startsAnyway);
  }

  branch(existing: readonly BranchTip[], fresh: string): Promise<{ readonly existing: BranchTip | null } | null> {
    this.asked.push(`branch: ${[...existing.map(({ name }) => name), `+${fresh}`].join(', ')}`);
    return Promise.resolve(this.chooseBranch(existing));
  }

  base(choices: readonly BaseChoice[]): Promise<BaseChoice | null> {
    this.asked.push(`base: ${choices.map(({ name }) => name).join(', ')}`);
    return Promise.resolve(choices.find(({ kind }) => kind === this.baseKind) ?? null);
  }

  changes({ changed, offersTree, refusal }: ChangesQuestion): Promise<ChangesChoice | null> {
    const refused = refusal === null ? '' : ' refused';
    this.asked.push(`changes: ${changed.join(', ')}${offersTree ? '' : ' no tree'}${refused}`);
    return Promise.resolve(this.changesAnswers.shift() ?? null);
  }

  treeInstead(_repository: RepositoryContext, operation: string): Promise<boolean> {
    this.asked.push(`tree instead of ${operation}`);
    return Promise.resolve(this.usesTree);
  }

  stop(_issue: EvaluatedIssue, choices: readonly StopChoice[]): Promise<StopChoice | null> {
    this.asked.push(`stop: ${choices.map(({ to, reopens }) => `${to ?? 'stay'}${reopens ? '+open' : ''}`).join(', ')}`);
    return Promise.resolve(this.chooseStop(choices));
  }
}
