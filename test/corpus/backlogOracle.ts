/** Answers for the real Backlog.md command line as an oracle: generated projects mean the same to it and to us. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { installBacklog } from '../rig/backlogInstall';
import { cleanEnvironment } from '../rig/guardedProcess';
import { differences, ourFacts, readProject, theirFacts, type ListedTask, type ListedTasks } from './backlogAnswers';
import { makeTree, type BacklogTree } from './backlogTrees';
import type { Check } from './beadsCorpus';

const run = promisify(execFile);

const listedTrees = 24;
const tasksOfListed = 15;
/** Each of their tasks is asked for by itself. */
const ambiguousTrees = 4;
const tasksOfAmbiguous = 6;
/** So much of what is generated has to be there, or the comparison says little. */
const leastShare = 0.1;

/** Compares as many projects as take about half a minute, and returns how many tasks were compared. */
export async function checkAgainstBacklog(check: Check): Promise<number> {
  const program = await installBacklog();
  const home = await mkdtemp(join(tmpdir(), 'oracle-'));
  const tally = { tasks: 0, ready: 0, blocked: 0 };
  try {
    for (let seed = 1; seed <= listedTrees + ambiguousTrees; seed++) {
      const ambiguous = seed > listedTrees;
      const tree = makeTree(seed, ambiguous ? tasksOfAmbiguous : tasksOfListed, ambiguous);
      const root = join(home, `tree-${seed}`);
      await write(root, tree);
      const ask = new Backlog(program, home, root);
      const theirs = ambiguous ? await ask.each(tree.askable) : await ask.list();
      const project = await readProject(root);
      const ids = new Set(theirs.map(({ id }) => id));
      // Where an id is ambiguous, its claimants cannot be asked for.
      const ours = ambiguous ? project.active.filter(({ issue }) => ids.has(issue.id.toUpperCase())) : project.active;
      const found = differences(
        ours.map(ourFacts),
        theirs.map((task) => theirFacts(task, tree.phases)),
      );
      check(
        `oracle, seed ${seed}: ${theirs.length} tasks are the same in every field${ambiguous ? ' beside an ambiguous id' : ''}`,
        found.length === 0 && theirs.length > 0,
        found.join('\n     '),
      );
      const broken = project.problems.filter(({ path }) => path?.endsWith('-700 - Broken.md') === true);
      check(`oracle, seed ${seed}: the broken record is a problem`, broken.length === 1);
      tally.tasks += theirs.length;
      tally.ready += theirs.filter(({ isReady }) => isReady).length;
      tally.blocked += ours.filter(({ status }) => status === 'blocked').length;
    }
  } finally {
    await rm(home, { recursive: true });
  }
  const least = tally.tasks * leastShare;
  check(
    `oracle: ${tally.ready} of ${tally.tasks} tasks are ready, ${tally.blocked} blocked`,
    tally.ready > least && tally.blocked > least,
  );
  return tally.tasks;
}

async function write(root: string, { files }: BacklogTree): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** The program in one project, kept off the machine's own settings. */
class Backlog {
  constructor(
    private readonly program: string,
    private readonly home: string,
    private readonly root: string,
  ) {}

  async list(): Promise<readonly ListedTask[]> {
    return (JSON.parse(await this.answer(['list'])) as ListedTasks).tasks;
  }

  /** Those of the tasks that are there and not completed. */
  async each(ids: readonly string[]): Promise<readonly ListedTask[]> {
    const tasks: ListedTask[] = [];
    for (const id of ids) {
      const answer = await this.answer(['view', id]).catch(() => null);
      if (answer === null) continue;
      const { task } = JSON.parse(answer) as { readonly task: ListedTask & { readonly path: string } };
      if (task.path.includes('/tasks/')) tasks.push(task);
    }
    return tasks;
  }

  private async answer(command: readonly string[]): Promise<string> {
    const env = cleanEnvironment({ HOME: this.home, USERPROFILE: this.home, TZ: 'UTC' });
    const { stdout } = await run(this.program, ['task', ...command, '--json'], { cwd: this.root, env });
    return stdout;
  }
}
