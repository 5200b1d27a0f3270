/** Answers for asking git for the newest commits, and reading its answer. */
import type { Commit } from '../../domain/git';
import { commitMoment } from './commitMoment';

const FIELDS = ['%H', '%aN', '%ct', '%B'] as const;

/**
 * Arguments after `git`. Signatures are not shown whatever the configuration says, since showing them
 * runs another program for each commit.
 */
export function logArguments(count: number): string[] {
  return [
    'log',
    `--max-count=${count}`,
    '--no-show-signature',
    '--no-color',
    '--encoding=UTF-8',
    '-z',
    `--format=tformat:${FIELDS.join('%x00')}`,
    'HEAD',
    '--',
  ];
}

/** Reads the output of `logArguments`: four fields a commit, every field ended by NUL, which no message can hold. */
export function parseLog(output: string): readonly Commit[] {
  const fields = output.split('\0');
  const commits: Commit[] = [];
  for (let i = 0; i + FIELDS.length <= fields.length; i += FIELDS.length) {
    const [hash = '', author = '', seconds = '', message = ''] = fields.slice(i, i + FIELDS.length);
    commits.push({ hash, message: message.replace(/\n+$/, ''), author, committedAtMs: commitMoment(seconds) });
  }
  return commits;
}
