/** Answers for falling from one git reader to the next, and for saying so once. */
import { describe, expect, it } from 'vitest';
import { FallbackGitReader } from '../../../src/adapters/git/fallbackGit';
import type { Failure } from '../../../src/domain/failure';
import { err, ok, type Result } from '../../../src/domain/result';
import type { GitState } from '../../../src/domain/git';
import type { GitReader } from '../../../src/ports/gitReader';
import { FakeLog } from '../../fakes/fakeLog';
import { cleanState } from '../../fakes/gitState';

const never = new AbortController().signal;
const missing: Failure = { kind: 'programMissing', program: 'git' };

class ScriptedReader implements GitReader {
  asked = 0;

  constructor(
    readonly name: string,
    public answer: Result<GitState, Failure>,
  ) {}

  read(): Promise<Result<GitState, Failure>> {
    this.asked++;
    return Promise.resolve(this.answer);
  }
}

describe('fallback git reader', () => {
  it('gives the first answer and asks nobody further', async () => {
    const [first, second] = [new ScriptedReader('one', ok(cleanState)), new ScriptedReader('two', ok(cleanState))];
    const log = new FakeLog();
    const reader = new FallbackGitReader([first, second], log);
    expect(await reader.read('/repo', never)).toEqual(ok(cleanState));
    expect(second.asked).toBe(0);
    expect(log.lines).toEqual([]);
  });

  it('tells the log when another reader answers, once for each change and repository', async () => {
    const first = new ScriptedReader('one', err(missing));
    const log = new FakeLog();
    const reader = new FallbackGitReader([first, new ScriptedReader('two', ok(cleanState))], log);
    await reader.read('/repo', never);
    await reader.read('/repo', never);
    first.answer = ok(cleanState);
    await reader.read('/repo', never);
    await reader.read('/repo', never);
    expect(log.lines).toEqual([
      'info Git state of /repo is now read by two (one: git is not on the PATH.)',
      'info Git state of /repo is now read by one',
    ]);
    await reader.read('/other', never);
    expect(log.lines).toHaveLength(2);
  });

  it('gives the last failure when nobody can tell', async () => {
    const last: Failure = { kind: 'notARepository', path: '/repo' };
    const reader = new FallbackGitReader(
      [new ScriptedReader('one', err(missing)), new ScriptedReader('two', err(last))],
      new FakeLog(),
    );
    expect(await reader.read('/repo', never)).toEqual(err(last));
  });

  it('says notARepository without any reader', async () => {
    expect(await new FallbackGitReader([], new FakeLog()).read('/repo', never)).toEqual(
      err({ kind: 'notARepository', path: '/repo' }),
    );
  });
});
