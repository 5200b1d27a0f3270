/** Answers for a small repository with every tracker in it, on this disk. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cleanEnvironment } from '../../rig/guardedProcess';
import { beadsExport, beadsLine } from './records';

const files: Readonly<Record<string, string>> = {
  [beadsExport]: beadsLine(1, 'One') + beadsLine(2, 'Two'),
  '.roadmap/issues/backlog/3f9a1c2b-reload.md': '---\nid: 3f9a1c2b\ntitle: Reload\nstatus: todo\n---\n',
  'backlog/config.yml': 'project_name: Shop\nstatuses: ["To Do", "Done"]\n',
  'backlog/tasks/task-1 - Prices.md': '---\nid: task-1\ntitle: Prices\nstatus: To Do\n---\n',
  'package.json': '{"name":"shop","version":"1.0.0"}\n',
};

/** With a remote at github.com. */
export function makePlace(root: string): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  }
  const who = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: 'ada' };
  const env = cleanEnvironment({
    ...who,
    GIT_AUTHOR_EMAIL: 'a@b.example',
    GIT_COMMITTER_NAME: 'ada',
    GIT_COMMITTER_EMAIL: 'a@b.example',
  });
  const git = (...words: readonly string[]): void => {
    execFileSync('git', words, { cwd: root, env, stdio: 'ignore' });
  };
  git('init', '--quiet', '--initial-branch', 'main');
  git('remote', 'add', 'origin', 'https://github.com/acme/shop.git');
  git('add', '.');
  git('commit', '--quiet', '--message', 'Begin, see #1');
}
