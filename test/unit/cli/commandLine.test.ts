import { describe, expect, it } from 'vitest';
import { commands, parseCommandLine } from '../../../src/cli/commandLine';
import { helpText } from '../../../src/cli/helpText';

const parse = (...words: readonly string[]): unknown => {
  const parsed = parseCommandLine(words);
  return parsed.ok ? parsed.value : parsed.error;
};

describe('the command line', () => {
  it('reads the working directory unless told, and runs programs', () => {
    expect(parse('context')).toEqual({
      command: 'context',
      folder: null,
      json: false,
      all: false,
      mayRun: true,
      cache: null,
      verbose: false,
    });
  });

  it('takes a folder and options in any order', () => {
    expect(parse('context', '--json', 'shop', '--all', '--cache=dir', '--untrusted', '--verbose')).toEqual({
      command: 'context',
      folder: 'shop',
      json: true,
      all: true,
      mayRun: false,
      cache: 'dir',
      verbose: true,
    });
    expect(parse('ready', '--', '--odd')).toMatchObject({ command: 'ready', folder: '--odd' });
  });

  it.each([
    [[], 0],
    [['--status'], 0],
    [['--limit', '20'], 20],
    [['--limit=1'], 1],
    [['--drain'], null],
  ] as const)('knows how many references %j looks up', (words, limit) => {
    expect(parse('refs', 'shop', '--json', ...words)).toEqual({
      command: 'refs',
      folder: 'shop',
      json: true,
      limit,
      mayRun: true,
      cache: null,
      verbose: false,
    });
  });

  it('knows help and version under their usual names', () => {
    expect(parse('--help')).toEqual({ command: 'help', about: null });
    expect(parse('-h')).toEqual({ command: 'help', about: null });
    expect(parse('help', 'ready')).toEqual({ command: 'help', about: 'ready' });
    expect(parse('ready', '--help')).toEqual({ command: 'help', about: 'ready' });
    expect(parse('--version')).toEqual({ command: 'version' });
    expect(parse('schema')).toEqual({ command: 'schema' });
  });

  it.each([
    [[], 'no command'],
    [['list'], 'unknown command "list"'],
    [['--json'], 'unknown option before the command'],
    [['context', '--jsn'], "unknown option '--jsn'"],
    [['sync', '--json'], "unknown option '--json'"],
    [['ready', '--all'], "unknown option '--all'"],
    [['ready', 'a', 'b'], 'unexpected "b"'],
    [['refs', '--limit', '0'], 'option --limit needs a number from 1 on, not "0"'],
    [['refs', '--limit', 'all'], 'option --limit needs a number from 1 on, not "all"'],
    [['refs', '--limit'], "option '--limit <value>' argument missing"],
    [['refs', '--limit', '2', '--drain'], 'exclude each other'],
    [['refs', '--status', '--drain'], 'exclude each other'],
    [['refs', '--all'], "unknown option '--all'"],
    [['schema', 'a'], 'unexpected "a"'],
    [['context', '--cache'], "option '--cache <value>' argument missing"],
    [['context', '--cache='], 'option --cache needs a folder'],
    [['context', ''], 'the folder is an empty word'],
    [['help', 'me'], 'no help on "me"'],
  ] as const)('says in one line what is wrong with %j', (words, expected) => {
    const parsed = parseCommandLine(words);
    expect(parsed).toEqual({ ok: false, error: expect.stringContaining(expected) as string });
    expect(parsed.ok ? '' : parsed.error).not.toContain('\n');
  });

  it('has help on every command', () => {
    for (const command of commands) {
      expect(helpText(command)).toContain(`context-scout ${command}`);
      expect(helpText(null)).toContain(`\n  ${command} `);
    }
  });
});
