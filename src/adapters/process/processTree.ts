/** Answers for ending a process together with all it started. */
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/**
 * Ends the process at once: its group elsewhere (it must have been started `detached`), its tree on Windows.
 * Does nothing when it has ended already.
 */
export function endProcessTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    // By its full path: a bare name would be looked for in the current folder first.
    const taskkill = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'taskkill.exe');
    spawn(taskkill, ['/pid', String(child.pid), '/t', '/f'], { windowsHide: true, stdio: 'ignore' }).once(
      'error',
      () => {
        child.kill();
      },
    );
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}
