/** Answers for the Backlog.md part of the corpus: a real project gives exactly what the real tool says of it. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  differences,
  isReady,
  ourFacts,
  readProject,
  theirFacts,
  type ListedTasks,
  type ReadProject,
} from './backlogAnswers';
import type { Check } from './beadsCorpus';

const run = promisify(execFile);

/** Checks every set below `folder` and returns how many records were read. */
export async function checkBacklog(folder: string, check: Check): Promise<number> {
  const archives = (await readdir(folder)).filter((name) => name.endsWith('-tasks.tgz')).sort();
  let records = 0;
  for (const name of archives) {
    const answers = await readFile(join(folder, name.replace(/-tasks\.tgz$/, '.list.json')), 'utf8');
    const project = await readCopy((root) => run('tar', ['-xzf', join(folder, name), '-C', root]));
    records += project.all.length;
    checkList(name, project, JSON.parse(answers) as ListedTasks, check);
  }
  return records + (await checkUnquoted(join(folder, 'unquoted-at'), check));
}

async function readCopy(fill: (root: string) => Promise<unknown>): Promise<ReadProject> {
  const root = await mkdtemp(join(tmpdir(), 'corpus-'));
  try {
    await fill(root);
    return await readProject(root);
  } finally {
    await rm(root, { recursive: true });
  }
}

function checkList(name: string, { active, problems }: ReadProject, { tasks }: ListedTasks, check: Check): void {
  check(`${name}: no record is a problem`, problems.length === 0, JSON.stringify(problems[0]));
  const found = differences(
    active.map(ourFacts),
    tasks.map((task) => theirFacts(task, new Map())),
  );
  check(`${name}: every field of ${tasks.length} tasks is as listed`, found.length === 0, found.join('\n     '));
  const ready = active.filter(({ status }) => status === 'ready' || status === 'inProgress');
  check(
    `${name}: what is ready for the tool is ready or in progress here (${ready.length})`,
    ready.length === active.filter(isReady).length && ready.length === tasks.filter((task) => task.isReady).length,
  );
  const started = active.filter(
    ({ status, issue }) => status === 'inProgress' && issue.trackerStatus !== 'In Progress',
  );
  check(`${name}: in progress is what the tool calls so`, started.length === 0);
}

/** Real files whose front matter is not valid YAML. */
async function checkUnquoted(folder: string, check: Check): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md'));
  const { active, problems } = await readCopy(async (root) => {
    await mkdir(join(root, 'backlog/tasks'), { recursive: true });
    for (const name of names) await copyFile(join(folder, name), join(root, 'backlog/tasks', name));
  });
  check(`unquoted-at: ${names.length} records are read`, active.length === names.length);
  check('unquoted-at: no record is a problem', problems.length === 0, JSON.stringify(problems[0]));
  check(
    'unquoted-at: names stay as they are written',
    active.every(({ issue }) => [...issue.assignees, issue.author].every((person) => person?.startsWith('@') === true)),
  );
  return active.length;
}
