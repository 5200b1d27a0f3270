/** Answers for a workspace whose HEAD, index and tracker files all say which generation they are of, and move at once. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectContext } from '../../src/domain/context';
import type { GitSandbox } from '../fakes/gitRepository';

/** How a tracker's file comes to say something else; its length stays. */
export type Way = 'inPlace' | 'replaced';

const records = '.roadmap/issues/backlog';
const record = `${records}/4be19c07-the-generation.md`;
const exported = '.beads/issues.jsonl';

export class MovingWorld {
  /** By generation. */
  private readonly commits: string[] = [];
  private readonly indexes: Buffer[] = [];
  private at = -1;

  private constructor(
    readonly root: string,
    private readonly tree: string,
    private readonly blob: string,
  ) {}

  static async make(sandbox: GitSandbox): Promise<MovingWorld> {
    const repository = await sandbox.init('shop');
    const { root } = repository;
    mkdirSync(join(root, records), { recursive: true });
    mkdirSync(join(root, '.beads'), { recursive: true });
    await repository.commit(record, recordText(0), 'a record');
    await repository.commit('package.json', '{"name":"shop"}\n');
    const tree = (await repository.git('rev-parse', 'HEAD^{tree}')).trim();
    const blob = (await repository.git('rev-parse', 'HEAD:package.json')).trim();
    const world = new MovingWorld(root, tree, blob);
    world.go(0, 'inPlace');
    return world;
  }

  /** The generation everything is of. */
  get generation(): number {
    return this.at;
  }

  /** Moves everything to the next generation, before it returns. */
  advance(way: Way = 'inPlace'): void {
    this.go(this.commits.length, way);
  }

  /** Moves everything to a generation: a new one, or one that was, which then is as it was to the byte. */
  go(generation: number, way: Way): void {
    this.at = generation;
    // Whatever comes first, it is all there before anybody of this process looks.
    if (generation % 2 === 0) this.writeTrackers(generation, way);
    this.moveHead(generation);
    this.moveIndex(generation);
    if (generation % 2 === 1) this.writeTrackers(generation, way);
  }

  /** The generations a snapshot shows, each once: of HEAD, the commit, the index, and every issue. */
  shownBy({ repositories, issues }: ProjectContext): readonly number[] {
    const git = repositories[0]?.git;
    const commit = git?.recentCommits[0]?.message;
    const shown = [
      ...(git?.head === undefined || git.head === null ? [] : [this.commits.indexOf(git.head)]),
      ...(commit === undefined ? [] : [Number(commit.split(' ')[1])]),
      // The first generation stages nothing.
      ...(git?.staged === null || git?.staged === undefined ? [] : [git.staged]),
      ...issues.map(({ issue: { title } }) => Number(title.split(' ')[1])),
    ];
    return [...new Set(shown)];
  }

  private writeTrackers(generation: number, way: Way): void {
    this.write(record, recordText(generation), way);
    this.write(exported, `${JSON.stringify({ id: 'shop-1', title: titleOf(generation), status: 'open' })}\n`, way);
  }

  private write(path: string, content: string | Buffer, way: Way): void {
    const file = join(this.root, path);
    const written = way === 'inPlace' ? file : `${file}.lock`;
    writeFileSync(written, content);
    if (written !== file) renameSync(written, file);
  }

  /** A commit that was is gone to as git does it: a lock is written, and put into the place of what was. */
  private moveHead(generation: number): void {
    const known = this.commits[generation];
    if (known !== undefined) {
      this.write('.git/refs/heads/main', `${known}\n`, 'replaced');
      return;
    }
    const commit = this.git('commit-tree', this.tree, '-m', titleOf(generation)).trim();
    this.commits[generation] = commit;
    this.git('update-ref', 'HEAD', commit);
  }

  private moveIndex(generation: number): void {
    const known = this.indexes[generation];
    if (known !== undefined) {
      this.write('.git/index', known, 'replaced');
      return;
    }
    if (generation > 0) this.git('update-index', '--add', '--cacheinfo', `100644,${this.blob},staged/${generation}`);
    this.indexes[generation] = readFileSync(join(this.root, '.git', 'index'));
  }

  private git(...args: readonly string[]): string {
    return execFileSync('git', [...args], { cwd: this.root, encoding: 'utf8' });
  }
}

/** Always of one length. */
const titleOf = (generation: number): string => `generation ${String(generation).padStart(6, '0')}`;

const recordText = (generation: number): string =>
  ['---', 'id: 4be19c07', `title: ${titleOf(generation)}`, 'status: todo', '---', '', ''].join('\n');
