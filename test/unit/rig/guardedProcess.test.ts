/** Answers for guarded programs: they and their children end with the process that asked for them, however it ends. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanEnvironment, startGuarded } from '../../rig/guardedProcess';
import { projectRoot } from '../../rig/paths';

/** Starts a child of its own, prints both process ids and stays. */
const parentAndChild = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log('ids ' + process.pid + ' ' + child.pid);
  setInterval(() => {}, 1000);
`;
const idsPattern = /ids (\d+) (\d+)/;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a guarded program', () => {
  it('ends with its children when it is disposed of', async () => {
    const program = startGuarded(process.execPath, ['-e', parentAndChild], cleanEnvironment());
    const [, parent, child] = await program.waitForOutput(idsPattern, 10_000);
    await program.dispose();
    expect(isAlive(Number(parent))).toBe(false);
    await expect.poll(() => isAlive(Number(child)), { timeout: 5000 }).toBe(false);
  });

  it('ends with its children when the process that asked for it is killed', async () => {
    const asker = spawn(
      process.execPath,
      [
        '-e',
        `const { spawn } = require('node:child_process');
         const [guardian, program] = process.argv.slice(1);
         const child = spawn(process.execPath, [guardian, process.execPath, '-e', program], {
           stdio: ['pipe', 'inherit', 'inherit'], detached: true });
         setInterval(() => {}, 1000);`,
        path.join(projectRoot, 'test', 'rig', 'guardian.mjs'),
        parentAndChild,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ids = await new Promise<readonly number[]>((resolve) => {
      let text = '';
      asker.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = idsPattern.exec(text);
        if (found) resolve(found.slice(1).map(Number));
      });
    });
    asker.kill('SIGKILL');
    await expect.poll(() => ids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  });

  it('says what it printed when it ends before it is ready', async () => {
    const program = startGuarded(process.execPath, ['-e', 'console.log("no port")'], cleanEnvironment());
    await expect(program.waitForOutput(/never/, 10_000)).rejects.toThrow('ended before it was ready');
    expect(program.output()).toContain('no port');
    await program.ended;
  });
});
