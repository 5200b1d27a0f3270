// Answers for a process tree that must not outlive the program that asked for it: starts the command in its
// arguments and ends it, with all its children, when standard input closes - however the asker died.
import { spawn, spawnSync } from 'node:child_process';

const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
const graceMs = 2000;
let ending = false;

function endGroup(signal) {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  // The asker started this process as the leader of a group of its own.
  process.kill(-process.pid, signal);
}

function end() {
  if (ending) return;
  ending = true;
  child.kill('SIGTERM');
  setTimeout(() => endGroup('SIGKILL'), graceMs);
}

child.on('error', (error) => {
  process.stderr.write(`${command} could not be started: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code) => {
  if (process.platform === 'win32') process.exit(code ?? 1);
  process.exitCode = code ?? 1;
  // Grandchildren may outlive the child: the group is ended as a whole, this process last.
  process.on('SIGTERM', () => process.exit());
  endGroup('SIGTERM');
  setTimeout(() => endGroup('SIGKILL'), graceMs);
});
process.stdin.on('end', end).on('error', end).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
