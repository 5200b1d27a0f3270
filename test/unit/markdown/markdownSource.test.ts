import { mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/clock/systemClock';
import type { MarkdownSource } from '../../../src/adapters/trackers/markdown/markdownSource';
import { err, ok } from '../../../src/domain/result';
import type { ChangeQuery, ChangeReader, TreeChanges } from '../../../src/ports/changeReader';
import type { Clock } from '../../../src/ports/clock';
import type { EarlierReading, SourceReading } from '../../../src/ports/tracker';
import { FakeLog } from '../../fakes/fakeLog';
import { readSample, sampleFormat, sampleSource, sampleText } from './sampleFormat';
import { SampleTree } from './sampleTree';

const never = new AbortController().signal;
const nothing: TreeChanges = { head: 'c1', committed: [], dirty: [], unseen: [] };

const muchLater: Clock = { ...systemClock, nowMs: () => systemClock.nowMs() + 60_000 };

/** Says what the test tells it to, and remembers what it was asked. */
class ToldChanges implements ChangeReader {
  readonly queries: ChangeQuery[] = [];
  answer: Awaited<ReturnType<ChangeReader['changes']>> = ok(nothing);

  /** What happens once git has answered, before anything is read. */
  afterwards: (() => Promise<void>) | null = null;

  says(changes: Partial<TreeChanges>): void {
    this.answer = ok({ ...nothing, ...changes });
  }

  async changes(query: ChangeQuery): ReturnType<ChangeReader['changes']> {
    this.queries.push(query);
    const { answer } = this;
    await this.afterwards?.();
    return answer.ok && query.since === null ? ok({ ...answer.value, committed: null }) : answer;
  }
}

const written = ({ issues, problems, checkpoint }: SourceReading): EarlierReading =>
  structuredClone({ issues, problems, checkpoint });

const titles = ({ issues }: SourceReading): readonly string[] => issues.map(({ title }) => title);

describe('a source of markdown records', () => {
  let tree: SampleTree;
  let changes: ToldChanges;
  let log: FakeLog;
  beforeEach(async () => {
    tree = await SampleTree.create();
    changes = new ToldChanges();
    log = new FakeLog();
    for (const name of ['a', 'b', 'c']) await tree.record(`notes/open/${name}.md`, `Old ${name}`);
  });
  afterEach(() => tree.remove());

  const withGit = (): MarkdownSource => sampleSource(tree.root, { changes, log });
  const withoutGit = (): MarkdownSource => sampleSource(tree.root, { log });

  /** A source that has read everything and takes it for old: whatever was just written is beyond suspicion. */
  async function warm(): Promise<MarkdownSource> {
    const source = sampleSource(tree.root, { changes, log, clock: muchLater });
    await readSample(source);
    return source;
  }

  it('keeps the order of the paths when records come and go', async () => {
    const source = withoutGit();
    await readSample(source);
    await tree.record('notes/open/B.md', 'Upper');
    await tree.record('notes/done/z.md', 'First');
    await rm(tree.path('notes/open/b.md'));
    const reading = await readSample(source);
    expect(titles(reading)).toEqual(['First', 'Upper', 'Old a', 'Old c']);
    expect(titles(await readSample(withoutGit()))).toEqual(titles(reading));
  });

  it('keeps the issue of a file that was written anew and says the same', async () => {
    const source = withoutGit();
    const before = await readSample(source);
    const text = await readFile(tree.path('notes/open/a.md'), 'utf8');
    await writeFile(tree.path('notes/open/a.md'), `${text}\nMore of the body.\n`);
    expect(await readSample(source)).toBe(before);
  });

  it('sees a change of the same size within one tick of the clock of files, again and again', async () => {
    const source = withoutGit();
    await readSample(source);
    for (let round = 100; round < 400; round++) {
      await tree.record('notes/open/a.md', `Round ${round}`);
      expect(titles(await readSample(source))[0]).toBe(`Round ${round}`);
    }
  });

  it('believes git about what did not change', async () => {
    const source = await warm();
    const before = await readSample(source);
    await writeFile(tree.path('notes/open/a.md'), sampleText('a', 'Behind the back of git'));
    expect(await readSample(source)).toBe(before);
    expect(changes.queries.at(-1)).toEqual({ root: tree.root, paths: sampleFormat.folders, since: 'c1' });
  });

  it('looks again at a file that changed between git and the reading, and has the caller read again', async () => {
    const source = withGit();
    await readSample(source);
    const before = await readFile(tree.path('notes/open/a.md'), 'utf8');
    const fingerprint = await source.fingerprint(never);
    changes.says({ head: 'c2', committed: [{ kind: 'changed', path: 'notes/open/a.md' }] });
    changes.afterwards = () => tree.record('notes/open/a.md', 'Passing');
    expect(titles(await readSample(source))[0]).toBe('Passing');
    changes.afterwards = null;
    await tree.write('notes/open/a.md', before);
    changes.says({ head: 'c2' });
    expect(titles(await readSample(source))[0]).toBe('Old a');
    expect((await source.fingerprint(never)).split(' ')[0]).not.toBe(fingerprint.split(' ')[0]);
  });

  it('looks at what the commits changed, both names of a rename, and what is or was dirty', async () => {
    const source = withGit();
    await readSample(source);
    await rename(tree.path('notes/open/a.md'), tree.path('notes/open/d.md'));
    await tree.record('notes/open/b.md', 'New b');
    changes.says({
      head: 'c2',
      committed: [{ kind: 'renamed', from: 'notes/open/a.md', path: 'notes/open/d.md' }],
      dirty: ['notes/open/b.md'],
    });
    expect(titles(await readSample(source))).toEqual(['New b', 'Old c', 'Old a']);
    expect(changes.queries.at(-1)?.since).toBe('c1');
    await tree.record('notes/open/b.md', 'Taken back');
    changes.says({ head: 'c2' });
    expect(titles(await readSample(source))).toEqual(['Taken back', 'Old c', 'Old a']);
    expect(changes.queries.at(-1)?.since).toBe('c2');
  });

  it('looks at all files and says so once the commit is gone', async () => {
    const source = withGit();
    await readSample(source);
    await tree.record('notes/open/a.md', 'New a');
    changes.says({ head: 'c9', committed: null });
    expect(titles(await readSample(source))[0]).toBe('New a');
    expect(log.lines).toEqual(['info sample:shop: the commit of the last look is gone; all files are looked at']);
  });

  it('looks at all files while git fails, and says each kind of reason once', async () => {
    const source = withGit();
    await readSample(source);
    changes.answer = err({ kind: 'timeout', what: 'git status', afterMs: 1000 });
    for (const title of ['One', 'Two']) {
      await tree.record('notes/open/a.md', title);
      expect(titles(await readSample(source))[0]).toBe(title);
    }
    changes.answer = err({ kind: 'notARepository', path: tree.root });
    await readSample(source);
    expect(log.lines.map((line) => line.split(' ')[0])).toEqual(['warn', 'info']);
    changes.says({ head: 'c3' });
    await tree.record('notes/open/a.md', 'Three');
    expect(titles(await readSample(source))[0]).toBe('Three');
  });

  it('compares by stat what git does not see', async () => {
    changes.says({ unseen: ['notes/open/'] });
    const source = await warm();
    await tree.record('notes/open/a.md', 'New a');
    await tree.record('notes/open/deep/d.md', 'New d');
    await rm(tree.path('notes/open/b.md'));
    expect(titles(await readSample(source))).toEqual(['New a', 'Old c', 'New d']);
  });

  it('goes on from a checkpoint, and reads nothing that git vouches for', async () => {
    const earlier = written(await readSample(await warm()));
    // Changed behind git's back: only a reading would tell.
    await tree.record('notes/open/a.md', 'Never seen');
    await tree.record('notes/open/b.md', 'New b');
    changes.says({ dirty: ['notes/open/b.md'] });
    const source = withGit();
    source.resume(earlier);
    const reading = await readSample(source);
    expect(titles(reading)).toEqual(['Old a', 'New b', 'Old c']);
    expect(reading.issues[0]).toBe(earlier.issues[0]);
    expect(reading.issues[2]).toBe(earlier.issues[2]);
    source.forget();
    expect(titles(await readSample(source))[0]).toBe('Never seen');
  });

  it('does not keep problems of folders over a restart', async () => {
    await mkdir(tree.path('../others'));
    await symlink('../../others', tree.path('notes/done'));
    await rm(tree.path('notes/open/a.md'));
    await symlink('nowhere', tree.path('notes/open/a.md'));
    const before = written(await readSample(withGit()));
    // A folder with a record's name, as one that may not be read is told of.
    const folder = { path: 'notes/open/folder.md', line: null, message: 'This folder cannot be read.' };
    await tree.record('notes/open/folder.md/d.md', 'New d');
    const source = withGit();
    source.resume({ ...before, problems: [...before.problems, folder] });
    expect((await readSample(source)).problems.map(({ path }) => path)).toEqual(['notes/done', 'notes/open/a.md']);
    await rm(tree.path('notes/done'));
    await mkdir(tree.path('notes/done'));
    const reading = await readSample(source);
    expect(reading.problems.map(({ path }) => path)).toEqual(['notes/open/a.md']);
    expect({ ...reading }).toMatchObject({ ...(await readSample(withoutGit())), checkpoint: reading.checkpoint });
  });

  it('goes on from stamps where there is no git', async () => {
    await tree.write('notes/open/b.md', '---\nid: [\n---\n');
    const earlier = written(await readSample(withoutGit()));
    await tree.record('notes/open/c.md', 'New c');
    const source = withoutGit();
    source.resume(earlier);
    const reading = await readSample(source);
    expect(titles(reading)).toEqual(['Old a', 'New c']);
    expect(reading.issues[0]).toBe(earlier.issues[0]);
    expect(reading.problems).toEqual(earlier.problems);
  });

  it.each([
    ['another version of the format', (text: string) => text.replace('"sample 1"', '"sample 2"')],
    ['another engine', (text: string) => text.replace(/"engine":\d+/, '"engine":0')],
    ['other types', (text: string) => text.replace('"again":[', '"again":[3,')],
    ['half a text', (text: string) => text.slice(0, 20)],
    ['another thing', () => '[]'],
  ])('ignores a checkpoint of %s', async (_, spoil) => {
    const earlier = written(await readSample(await warm()));
    await tree.record('notes/open/a.md', 'New a');
    const source = withGit();
    source.resume({ ...earlier, checkpoint: spoil(earlier.checkpoint ?? '') });
    expect(titles(await readSample(source))[0]).toBe('New a');
  });

  it('keeps a checkpoint that belongs to its issues, also when it is asked for later', async () => {
    const source = withGit();
    const first = await readSample(source);
    await tree.record('notes/open/a.md', 'New a');
    changes.says({ head: 'c2', committed: [{ kind: 'changed', path: 'notes/open/a.md' }] });
    const second = await readSample(source);
    expect(first.checkpoint).toContain('"head":"c1"');
    expect(second.checkpoint).toContain('"head":"c2"');
    changes.says({ head: 'c3' });
    expect(await readSample(source)).toBe(second);
    expect(second.checkpoint).toContain('"head":"c3"');
  });

  it('understands all records anew under another version of the format', async () => {
    const source = await warm();
    const before = await readSample(source);
    source.setFormat({
      ...sampleFormat,
      version: '2',
      decode: (record) => {
        const decoded = sampleFormat.decode(record);
        if (decoded.kind !== 'issue' || decoded.facts.id !== 'b') return decoded;
        return { ...decoded, facts: { ...decoded.facts, title: 'Understood' } };
      },
    });
    const after = await readSample(source);
    expect(titles(after)).toEqual(['Old a', 'Understood', 'Old c']);
    expect(after.issues[0]).toBe(before.issues[0]);
  });

  it('asks for other settings before each reading', async () => {
    const source = sampleSource(tree.root, {
      renew: (of) => {
        of.setFormat({ ...sampleFormat, version: '2', isRecord: (path) => path.endsWith('a.md') });
        return Promise.resolve();
      },
    });
    expect(titles(await readSample(source))).toEqual(['Old a']);
  });

  it('moves its fingerprint with each file, folder and setting, and not by reading', async () => {
    const source = sampleSource(tree.root, { clock: muchLater });
    const seen = [await source.fingerprint(never)];
    await readSample(source);
    expect(await source.fingerprint(never)).toBe(seen[0]);
    const moves = [
      () => tree.record('notes/open/a.md', 'Old A'),
      () => tree.record('notes/open/new.md'),
      () => mkdir(tree.path('notes/open/folder')),
      () => tree.write('notes/settings.yml', 'a: 1'),
      () => mkdir(tree.path('notes/done')),
      () => rm(tree.path('notes/open/b.md')),
    ];
    for (const move of moves) {
      await move();
      seen.push(await source.fingerprint(never));
      await readSample(source);
      await readSample(source);
    }
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('watches each folder, and the way to those that are still to come', async () => {
    const source = withoutGit();
    await tree.record('notes/open/deep/d.md');
    await readSample(source);
    const named = (): unknown =>
      source.watch.map(({ folder, names }) => [folder.slice(tree.root.length), names]).sort();
    expect(named()).toEqual([
      ['', ['notes']],
      ['/notes', ['open', 'done', 'settings.yml']],
      ['/notes/open', 'all'],
      ['/notes/open/deep', 'all'],
    ]);
    const before = source.watch;
    await tree.record('notes/open/deep/e.md');
    await readSample(source);
    expect(source.watch).toBe(before);
    await tree.record('notes/done/new/f.md');
    await readSample(source);
    expect(source.watch.map(({ folder }) => folder)).toContain(tree.path('notes/done/new'));
  });

  it('notices with git a folder that is empty, and then what comes into it', async () => {
    const source = await warm();
    await mkdir(tree.path('notes/open/new'));
    await readSample(source);
    expect(source.watch.map(({ folder }) => folder)).toContain(tree.path('notes/open/new'));
    const before = await source.fingerprint(never);
    await tree.record('notes/open/new/d.md', 'New d');
    expect(await source.fingerprint(never)).not.toBe(before);
  });

  it('fails when all is gone, keeps what it knew, and has it again when it is back', async () => {
    const source = withoutGit();
    const before = await readSample(source);
    await rename(tree.path('notes'), tree.path('away'));
    expect(await source.read(never)).toEqual(err({ kind: 'notFound', path: 'notes' }));
    await rename(tree.path('away'), tree.path('notes'));
    expect(await readSample(source)).toBe(before);
  });

  it('reads no records where git removed the last folder with the last record', async () => {
    const source = withoutGit();
    await readSample(source);
    await rm(tree.path('notes/open'), { recursive: true });
    expect(titles(await readSample(source))).toEqual([]);
  });

  it('knows no less after a reading that was ended', async () => {
    for (let number = 0; number < 1500; number++)
      await tree.write(`notes/open/n${number}.md`, sampleText(`n${number}`));
    const source = withoutGit();
    const before = await readSample(source);
    await tree.record('notes/open/a.md', 'New a');
    const end = new AbortController();
    const reason = new Error('enough');
    const reading = source.read(end.signal);
    setImmediate(() => {
      end.abort(reason);
    });
    await expect(reading).rejects.toBe(reason);
    const after = await readSample(source);
    expect(titles(after)[0]).toBe('New a');
    expect(after.issues[1]).toBe(before.issues[1]);
  });

  it('answers two who ask at once the same', async () => {
    const source = withoutGit();
    const [one, two] = await Promise.all([readSample(source), readSample(source)]);
    expect(two).toBe(one);
  });
});
