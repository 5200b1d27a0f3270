/** Answers for starting work on an issue: its branch first, then the mark in its tracker. */
import { branchName } from '../domain/branchName';
import type { ProjectContext, RepositoryContext } from '../domain/context';
import type { Failure } from '../domain/failure';
import type { EvaluatedIssue } from '../domain/readiness';
import type { Result } from '../domain/result';
import type { BranchTip, GitWriter, Moved, TreeStart, WorkTreeLook } from '../ports/gitWriter';
import type { StartOutcome } from './workOutcome';
import { changesBeside, markAs, repositoriesFor, slashes, type WorkMeans } from './workMeans';
import type { BaseChoice, Doubt } from './workQuestions';
import { moveWorkTree } from './workTreeMove';

/** Where the work is to be done, once all that needs no answer is known. */
interface Place {
  readonly git: GitWriter;
  readonly context: ProjectContext;
  readonly issue: EvaluatedIssue;
  readonly repository: RepositoryContext;
  readonly look: WorkTreeLook;
}

/** The branch, and how it comes to be. */
interface Branch {
  readonly name: string;
  readonly start: TreeStart;
}

export class StartWork {
  constructor(private readonly means: WorkMeans) {}

  /** @param inTree whether the work is to be done in a work tree of its own */
  async start(issue: EvaluatedIssue, inTree: boolean): Promise<StartOutcome> {
    const { ask } = this.means;
    const git = this.means.git();
    if (git === null) return { kind: 'refused', why: { kind: 'untrusted' } };
    const context = await this.means.context();
    const choices = repositoriesFor(context, issue);
    if (choices.length === 0) return { kind: 'refused', why: { kind: 'noRepository' } };
    const repository = choices.length === 1 ? (choices[0] ?? null) : await ask.repository(choices);
    if (repository === null) return { kind: 'cancelled' };
    const doubts = this.doubtsAbout(issue);
    if (doubts.length > 0 && !(await ask.startAnyway(issue, doubts))) return { kind: 'cancelled' };
    const looked = await git.look(repository.root);
    if (!looked.ok) {
      const isPlain = looked.error.kind === 'notARepository';
      return isPlain
        ? { kind: 'refused', why: { kind: 'notGit', repository } }
        : { kind: 'failed', failure: looked.error, stashed: false };
    }
    const look = looked.value;
    if (look.head === null) return { kind: 'refused', why: { kind: 'unborn', repository } };
    return await this.startIn({ git, context, issue, repository, look }, inTree);
  }

  /** The name a new branch for the issue would have. */
  nameFor(issue: EvaluatedIssue, root: string): string {
    const { key, issue: facts } = issue;
    const names = { key: facts.id, title: facts.title, type: facts.type, user: this.means.userOf(root) };
    const { branchTemplate } = this.means.settings();
    return branchName(branchTemplate, names, (name) => this.means.issueNamed(root, name) === key);
  }

  private async startIn(place: Place, inTree: boolean): Promise<StartOutcome> {
    const { repository, look } = place;
    const { operation } = look;
    let tree = inTree;
    if (operation !== 'clean' && !tree) {
      tree = await this.means.ask.treeInstead(repository, operation);
      if (!tree) return { kind: 'cancelled' };
    }
    const branch = await this.branchFor(place);
    if (branch === null) return { kind: 'cancelled' };
    const elsewhere = look.trees.find((each) => each.branch === branch.name);
    if (elsewhere !== undefined && branch.name !== look.branch) {
      return { kind: 'elsewhere', branch: branch.name, path: elsewhere.path };
    }
    if (tree && branch.name !== look.branch) return await this.inNewTree(place, branch);
    return await this.here(place, branch);
  }

  private doubtsAbout({ status, blockedBy, started, issue }: EvaluatedIssue): readonly Doubt[] {
    if (status === 'done') return [{ kind: 'done' }];
    const doubts: Doubt[] = status === 'blocked' ? [{ kind: 'blocked', by: blockedBy }] : [];
    const me = new Set(this.means.me());
    const isMine = issue.assignees.some((name) => me.has(name.replace(/^@/, '').toLowerCase()));
    if (started && issue.assignees.length > 0 && !isMine) doubts.push({ kind: 'taken', by: issue.assignees });
    return doubts;
  }

  /** The branch there is, or a new one; null: the person turned away. */
  private async branchFor(place: Place): Promise<Branch | null> {
    const { look, repository, issue } = place;
    const name = this.nameFor(issue, repository.root);
    const same = look.branches.filter((tip) => localName(tip) === name);
    const exact = same.find(({ remote }) => remote === null) ?? same[0];
    if (exact !== undefined) return existing(exact);
    const others = this.othersFor(place);
    // Who is on the issue's branch already wants to be there.
    const current = others.find((tip) => tip.remote === null && tip.name === look.branch);
    if (current !== undefined) return existing(current);
    if (others.length > 0) {
      const chosen = await this.means.ask.branch(others, name);
      if (chosen === null) return null;
      if (chosen.existing !== null) return existing(chosen.existing);
    }
    const base = await this.baseFor(place);
    return base === null ? null : { name, start: { kind: 'commit', commit: base.commit } };
  }

  /** Branches of other names that are taken for one of the issue; of a local and a remote one the local. */
  private othersFor({ look, repository, issue }: Place): readonly BranchTip[] {
    const id = issue.issue.id.replace(/^#/, '').toLowerCase();
    const naming = look.branches.filter(
      (tip) =>
        tip.name.toLowerCase().includes(id) && this.means.issueNamed(repository.root, localName(tip)) === issue.key,
    );
    const local = new Set(naming.flatMap(({ name, remote }) => (remote === null ? [name] : [])));
    return naming.filter((tip) => tip.remote === null || !local.has(localName(tip)));
  }

  /** The main branch is where work begins; who is elsewhere is asked. */
  private async baseFor({ git, look, repository }: Place): Promise<BaseChoice | null> {
    const { head, branch, mainBranch } = look;
    if (head === null) return null;
    const current: BaseChoice = { kind: 'current', name: branch ?? head.slice(0, 8), commit: head };
    if (mainBranch === null || mainBranch.commit === head) return current;
    if (branch === localName(mainBranch)) {
      const relation = await git.compare(repository.root, head, mainBranch.commit);
      if (relation.ok && relation.value === 'ahead') return current;
    }
    const main: BaseChoice = { kind: 'main', name: mainBranch.name, commit: mainBranch.commit };
    return await this.means.ask.base([main, current]);
  }

  private async here(place: Place, branch: Branch): Promise<StartOutcome> {
    const { git, context, issue, repository, look } = place;
    const isThere = branch.name === look.branch;
    const sourceRoot = context.sources.find(({ id }) => id === issue.source)?.root ?? null;
    const moved = await moveWorkTree(git, this.means.ask, {
      repository,
      changed: isThere ? [] : changesBeside(look, repository, issue, sourceRoot),
      branch: branch.name,
      offersTree: true,
      stashName: `Context Scout: before ${branch.name}`,
      run: () => (isThere ? Promise.resolve(nothingMoved) : moveTo(git, repository.root, branch)),
    });
    if (moved.kind === 'tree') return await this.inNewTree(place, branch);
    if (moved.kind !== 'moved') return moved;
    this.means.gitMoved(repository.root);
    const marking = await markAs(this.means, context, issue, 'inProgress');
    const { complaint, stashed } = moved;
    const made = branch.start.kind === 'commit';
    return { kind: 'started', branch: branch.name, made, tree: null, stashed, complaint, marking };
  }

  private async inNewTree({ git, context, issue, repository }: Place, branch: Branch): Promise<StartOutcome> {
    const folder = this.means.settings().worktreeFolder(repository);
    const tree = `${slashes(folder).replace(/\/+$/, '')}/${branch.name.replaceAll('/', '-')}`;
    const added = await git.addTree(repository.root, tree, branch.name, branch.start);
    if (!added.ok) return { kind: 'failed', failure: added.error, stashed: false };
    this.means.gitMoved(repository.root);
    const marking = await markAs(this.means, context, issue, 'inProgress', { root: tree, name: repository.name });
    const { complaint } = added.value;
    const made = branch.start.kind === 'commit';
    return { kind: 'started', branch: branch.name, made, tree, stashed: false, complaint, marking };
  }
}

const nothingMoved: Result<Moved, Failure> = { ok: true, value: { complaint: null } };

function moveTo(git: GitWriter, root: string, { name, start }: Branch): Promise<Result<Moved, Failure>> {
  switch (start.kind) {
    case 'existing':
      return git.switchTo(root, name);
    case 'commit':
      return git.create(root, name, start.commit);
    case 'tracking':
      return git.track(root, name, start.from);
  }
}

const existing = (tip: BranchTip): Branch => ({
  name: localName(tip),
  start: tip.remote === null ? { kind: 'existing' } : { kind: 'tracking', from: tip },
});

/** What a branch of a remote is called once it is here. */
const localName = ({ name, remote }: BranchTip): string => (remote === null ? name : name.slice(remote.length + 1));
