/** Answers for programs that note each call before they do what they do. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface LoggedPrograms {
  /** Absolute path of one of them. */
  readonly file: (name: string) => string;
  /** Every call so far, the first first: the program and its arguments. */
  readonly calls: () => readonly string[];
}

/**
 * @param folder absolute; made, and theirs alone
 * @param scripts lines of a POSIX shell by the program's name, which see its arguments
 */
export function logPrograms(folder: string, scripts: Readonly<Record<string, string>>): LoggedPrograms {
  const log = path.join(folder, 'calls');
  mkdirSync(folder, { recursive: true });
  for (const [name, script] of Object.entries(scripts)) {
    const file = path.join(folder, name);
    // One write a call: what several write at a time stays whole.
    writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' '${name} '"$*" >> '${log}'\n${script}\n`);
    chmodSync(file, 0o755);
  }
  return {
    file: (name) => path.join(folder, name),
    calls: () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : []),
  };
}
