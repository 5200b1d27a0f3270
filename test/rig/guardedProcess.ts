/** Answers for starting long-lived programs so that none of their processes outlives this one. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from './paths';

export interface GuardedProcess {
  /** Resolves with the first match of the pattern in the output; rejects when the program ends before that or after `timeoutMs`. */
  readonly waitForOutput: (pattern: RegExp, timeoutMs: number) => Promise<RegExpMatchArray>;
  /** Everything written so far, standard error included. */
  readonly output: () => string;
  /** Resolves when the program has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends the program and its children; resolves when they are gone. */
  readonly dispose: () => Promise<void>;
}

/** Variables of the surrounding run that would change how a program behaves that is started by it. */
const foreignVariable =
  /^(?:VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_ENV$|VITEST|GIT_|npm_|(?:TEST|PROD|DEV|MODE|SSR|BASE_URL)$)/i;

/** The environment for programs under test: this one's without what npm, vitest or an editor's terminal put there. */
export function cleanEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !foreignVariable.test(name));
  return { ...Object.fromEntries(kept), ...extra };
}

/** Starts a program under a guardian that ends it when this process is gone, even if that was killed. */
export function startGuarded(command: string, args: readonly string[], environment: NodeJS.ProcessEnv): GuardedProcess {
  const guardian = path.join(projectRoot, 'test', 'rig', 'guardian.mjs');
  const child = spawn(process.execPath, [guardian, command, ...args], {
    env: environment,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const listeners = new Set<() => void>();
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<void>((resolve) =>
    child.once('close', () => {
      resolve();
    }),
  );
  return {
    ended,
    output: () => text,
    waitForOutput: (pattern, timeoutMs) => waitFor(child, () => pattern.exec(text), listeners, timeoutMs),
    dispose: () => {
      child.stdin.destroy();
      return ended;
    },
  };
}

function waitFor(
  child: ChildProcess,
  look: () => RegExpMatchArray | null,
  listeners: Set<() => void>,
  timeoutMs: number,
): Promise<RegExpMatchArray> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      listeners.delete(check);
      child.removeListener('close', onClose);
      act();
    };
    const check = (): void => {
      const found = look();
      if (found)
        settle(() => {
          resolve(found);
        });
    };
    const onClose = (): void => {
      settle(() => {
        reject(new Error('The program ended before it was ready.'));
      });
    };
    const timer = setTimeout(() => {
      settle(() => {
        reject(new Error(`The program was not ready after ${timeoutMs} ms.`));
      });
    }, timeoutMs);
    listeners.add(check);
    child.once('close', onClose);
    check();
  });
}
