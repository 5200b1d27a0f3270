import { describe, expect, it } from 'vitest';
import { JsonlReader, longestLineBytes, type LinesReading } from '../../../src/adapters/trackers/beads/jsonl';

const line = (id: string, title = id): string => JSON.stringify({ id, title, status: 'open' });

function read(
  content: string | Buffer,
  reader = new JsonlReader(),
  signal = new AbortController().signal,
): Promise<LinesReading> {
  const origin = {
    locate: (_id: string, at: number) => ({ path: 'f', line: at }),
    problem: (at: number, message: string) => ({ path: 'f', line: at, message }),
  };
  return reader.read(Buffer.from(content), origin, signal);
}

const places = ({ issues }: LinesReading): unknown => issues.map(({ id, location }) => [id, location?.line]);
const problemLines = ({ problems }: LinesReading): unknown => problems.map(({ line: at, message }) => [at, message]);

describe('reading JSON Lines', () => {
  it.each([
    ['no line at all', '', []],
    [
      'no line end at the end',
      `${line('a')}\n${line('b')}`,
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    [
      'Windows line ends',
      `${line('a')}\r\n${line('b')}\r\n`,
      [
        ['a', 1],
        ['b', 2],
      ],
    ],
    ['a byte order mark', `\uFEFF${line('a')}\n`, [['a', 1]]],
    [
      'empty and blank lines',
      `\n${line('a')}\n \t\r\n\n${line('b')}\n`,
      [
        ['a', 2],
        ['b', 5],
      ],
    ],
  ])('reads a file with %s', async (_what, content, expected) => {
    const reading = await read(content);
    expect(places(reading)).toEqual(expected);
    expect(reading.problems).toEqual([]);
  });

  it('reads line after line without recursion', async () => {
    const reading = await read(Array.from({ length: 50_000 }, (_, index) => line(`i-${index}`)).join('\n'));
    expect(reading.issues).toHaveLength(50_000);
    expect(reading.issues.at(-1)?.location?.line).toBe(50_000);
  });

  it.each([
    ['is not valid JSON', Buffer.from('{"id":"x')],
    ['is not valid JSON', Buffer.from('not json')],
    ['is not a JSON object', Buffer.from('[1]')],
    ['holds NUL bytes: the file was damaged', Buffer.from('\0\0\0\0')],
    ['is not valid UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ['is longer than 4 MiB', Buffer.alloc(longestLineBytes + 1, 'x')],
    ['has no id', Buffer.from('{"title":"x"}')],
  ])('loses only a line that %s', async (why, broken) => {
    const reading = await read(Buffer.concat([Buffer.from(`${line('a')}\n`), broken, Buffer.from(`\n${line('b')}\n`)]));
    expect(places(reading)).toEqual([
      ['a', 1],
      ['b', 3],
    ]);
    expect(problemLines(reading)).toEqual([[2, why]]);
  });

  it('survives a line nested deeper than any stack', async () => {
    const deep = `{"id":"d","design":${'['.repeat(200_000)}`;
    expect(problemLines(await read(`${deep}\n${line('a')}`))).toEqual([[1, 'is not valid JSON']]);
  });

  it('does not hold up its caller with a line of 50 MB', async () => {
    const huge = Buffer.alloc(50 * 1024 * 1024, '{');
    const reading = await read(Buffer.concat([huge, Buffer.from(`\n${line('a')}`)]));
    expect(places(reading)).toEqual([['a', 2]]);
  });

  it('never repeats what stands in a line it cannot read', async () => {
    const reading = await read('secret=hunter2\n{"id": hunter2}\n');
    expect(JSON.stringify(reading.problems)).not.toContain('hunter2');
  });

  it('reports a merge conflict once and reads both sides', async () => {
    const content = [
      '<<<<<<< HEAD',
      line('a', 'ours'),
      '||||||| base',
      '=======',
      line('a', 'theirs'),
      '>>>>>>> topic',
    ];
    const reading = await read(content.join('\n'));
    expect(reading.issues.map(({ title }) => title)).toEqual(['ours', 'theirs']);
    expect(reading.problems.map(({ line: at }) => at)).toEqual([1]);
    expect(reading.problems[0]?.message).toContain('merge');
  });

  it('says that a UTF-16 file is none it can read', async () => {
    const reading = await read(Buffer.from(`\uFEFF${line('a')}\n${line('b')}`, 'utf16le'));
    expect(reading.issues).toEqual([]);
    expect(reading.problems).toHaveLength(1);
  });

  it('reads a record of which one field is wrong, and says which', async () => {
    const reading = await read('{"id":"a","priority":"high"}\n');
    expect(places(reading)).toEqual([['a', 1]]);
    expect(problemLines(reading)).toEqual([[1, '(a) was read, except: priority is not a whole number from 0 to 4']]);
  });

  it('hands out the same issue for an unchanged line in an unchanged place', async () => {
    const reader = new JsonlReader();
    const first = await read(`${line('a')}\n${line('b')}\n`, reader);
    const second = await read(`${line('a')}\n${line('b', 'new')}\n${line('c')}\n`, reader);
    expect(second.issues[0]).toBe(first.issues[0]);
    expect(second.issues[1]).not.toBe(first.issues[1]);
    const third = await read(`\n${line('a')}\n`, reader);
    expect(third.issues[0]).not.toBe(first.issues[0]);
    expect(third.issues[0]?.location?.line).toBe(2);
  });

  it('hands out two issues for two equal lines, the same two each time', async () => {
    const reader = new JsonlReader();
    const first = await read(`${line('a')}\n${line('a')}\n`, reader);
    const second = await read(`${line('a')}\n${line('a')}\n`, reader);
    expect(first.issues[0]).not.toBe(first.issues[1]);
    expect(second.issues[0]).toBe(first.issues[0]);
    expect(second.issues[1]).toBe(first.issues[1]);
  });

  it('gives its host a turn while it reads much', async () => {
    let turns = 0;
    const count = setInterval(() => turns++, 0);
    await read(Array.from({ length: 20_000 }, (_, index) => line(`i-${index}`, 'x'.repeat(200))).join('\n'));
    clearInterval(count);
    expect(turns).toBeGreaterThan(3);
  });

  it('stops in the middle when aborted, and knows as much as before', async () => {
    const reader = new JsonlReader();
    const first = await read(`${line('a')}\n`, reader);
    const abort = new AbortController();
    const long = Array.from({ length: 20_000 }, (_, index) => line(`i-${index}`, 'x'.repeat(200))).join('\n');
    const reading = read(long, reader, abort.signal);
    abort.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
    expect((await read(`${line('a')}\n`, reader)).issues[0]).toBe(first.issues[0]);
  });
});
