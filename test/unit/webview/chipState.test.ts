import { describe, expect, it } from 'vitest';
import type { SourceChip } from '../../../src/protocol/messages';
import type { ChipRemote } from '../../../src/protocol/sourceHealth';
import { groupChips } from '../../../webview/state/chips';
import { chipState, chipTone, offersOf } from '../../../webview/state/chipState';
import { sourceLines } from '../../../webview/state/sourceLines';
import { sampleNowMs, sampleSource } from '../../fakes/panelState';
import { remoteSource, remoteStates, sampleTrouble } from '../../fakes/remoteState';

const chipOf = (name: keyof typeof remoteStates): SourceChip => {
  const [source] = remoteStates[name].header.sources;
  if (source === undefined) throw new Error('no source');
  return source;
};

const told = (source: SourceChip): readonly unknown[] => {
  const state = chipState(source, sampleNowMs);
  return [state.kind, chipTone(source, state), offersOf(source, state)];
};

describe('chipState', () => {
  it.each([
    ['healthy', ['quiet', 'plain', []]],
    ['firstSync', ['progress', 'plain', ['cancel']]],
    ['limited', ['paused', 'warn', []]],
    ['offline', ['trouble', 'warn', ['retry']]],
    ['private', ['trouble', 'bad', ['signIn', 'useToken', 'retry']]],
    ['signIn', ['trouble', 'bad', ['signIn', 'useToken', 'retry']]],
    ['authorize', ['trouble', 'bad', ['authorize', 'retry']]],
    ['incomplete', ['quiet', 'plain', []]],
    ['note', ['quiet', 'plain', ['signIn', 'useToken']]],
  ] as const)('of %s is %j', (name, expected) => {
    expect(told(chipOf(name))).toEqual(expected);
  });

  it('is over when the pause is', () => {
    expect(chipState(chipOf('limited'), sampleNowMs + 13 * 60_000).kind).toBe('quiet');
  });

  it('takes an answer that a limit was reached for a pause, till the next attempt', () => {
    const error = sampleTrouble('limited', 'The budget is used up.');
    expect(chipState(remoteSource({ error, nextAttemptAtMs: sampleNowMs + 5 }), sampleNowMs)).toEqual({
      kind: 'paused',
      untilMs: sampleNowMs + 5,
    });
  });
});

describe('groupChips of servers', () => {
  const error = sampleTrouble('offline', 'github.com cannot be reached.');
  const many = (fields: Partial<SourceChip>, host = 'github.com'): SourceChip[] =>
    Array.from({ length: 6 }, (_, at) => remoteSource({ id: `github:${host}${at}`, ...fields }, { host }));

  it('joins what one server keeps from being read, for it is one trouble', () => {
    const chips = [...many({ error }), ...many({ error }, 'ghe.example.com')];
    expect(groupChips(chips).map((group) => group.length)).toEqual([6, 6]);
  });

  it('joins none that has something of its own to say', () => {
    const own = [chipOf('incomplete'), chipOf('firstSync'), chipOf('private'), chipOf('authorize')];
    const chips = own.map((chip, at) => ({ ...chip, id: `own${at}` }));
    expect(groupChips([...many({}), ...chips]).map((group) => group.length)).toEqual([6, 1, 1, 1, 1]);
  });
});

describe('sourceLines', () => {
  it('say nothing of an account that another window acts with, but what this one acted with itself', () => {
    const linesOf = (remote: Partial<ChipRemote>): string =>
      sourceLines(remoteSource({}, { elsewhere: true, ...remote }), sampleNowMs).join('\n');
    expect(linesOf({ account: null })).not.toContain('account');
    expect(linesOf({})).toContain('As @dana');
    expect(linesOf({ account: null, elsewhere: false })).toContain('without an account');
  });

  it('say what becomes of files that nothing tells the changes of', () => {
    const linesOf = (nextAttemptAtMs: number | null): readonly string[] =>
      sourceLines(sampleSource({ freshness: 'fresh', unwatched: 'Too many.', nextAttemptAtMs }), sampleNowMs);
    expect(linesOf(sampleNowMs + 1)).toContain('Too many. It is read now and then instead.');
    expect(linesOf(null)).toContain('Too many. It is read when you sync, or work there, instead.');
  });

  it('do not say of a failure that it keeps data where there is none', () => {
    const lines = sourceLines(chipOf('offlineUnread'), sampleNowMs).join('\n');
    expect(lines).toContain('Nothing of it could be read yet.');
    expect(lines).not.toContain('the last that could be read');
  });

  it('say once that requests wait', () => {
    const error = sampleTrouble('limited', 'The budget is used up.');
    const limited = { ...chipOf('limited'), error };
    expect(sourceLines(limited, sampleNowMs)).not.toContain(error.message);
    expect(sourceLines(limited, sampleNowMs + 13 * 60_000)).toContain(error.message);
  });

  it('say nothing of a budget or a pause that is over', () => {
    const lines = sourceLines(chipOf('limited'), sampleNowMs + 60 * 60_000).join('\n');
    expect(lines).not.toMatch(/requests left|go on/);
    expect(sourceLines(chipOf('limited'), sampleNowMs).join('\n')).toMatch(/requests left[\s\S]*go on in 12m/);
  });

  it('say nothing of accounts of a source in the repository', () => {
    expect(sourceLines(sampleSource(), sampleNowMs)).toEqual([
      'Beads shop, read from .beads/issues.jsonl',
      'Live: changes show by themselves',
    ]);
  });
});
