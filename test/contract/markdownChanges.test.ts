/** What git tells, and what is read because of it, against a scan from scratch: after every step on a real repository. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GitChangeReader } from '../../src/adapters/git/workTreeChanges';
import type { MarkdownSource } from '../../src/adapters/trackers/markdown/markdownSource';
import type { SourceReading } from '../../src/ports/tracker';
import { GitSandbox, type GitRepository } from '../fakes/gitRepository';
import { readSample, sampleFormat, sampleSource, sampleText } from '../unit/markdown/sampleFormat';
import { beginTree, stepNames, steps, type Stage, type StepName } from '../unit/markdown/treeSteps';

/** `MARKDOWN_CHANGES_RUNS=400 MARKDOWN_CHANGES_SEED=7 npx vitest run test/contract/markdownChanges.test.ts` */
const runs = Number(process.env.MARKDOWN_CHANGES_RUNS ?? 16);
const seed = Number(process.env.MARKDOWN_CHANGES_SEED ?? 20_260_110);
const longestRunMs = 10_000;

interface Move {
  readonly step: StepName | 'restart' | 'remember' | 'restartFromThen' | 'anotherVersion' | 'rebuild';
  readonly a: number;
  readonly b: number;
  /** Whether the tree is looked at afterwards, or only after a later step. */
  readonly looks: boolean;
}

const own = ['restart', 'remember', 'restartFromThen', 'anotherVersion', 'rebuild'] as const;
// Without the frequent ones, most histories would be a handful of commits that nothing was done to.
const frequent = [
  'write',
  'write',
  'flip',
  'commit',
  'commit',
  'branch',
  'switch',
  'merge',
  'rebase',
  'restart',
  'rebuild',
] as const;

const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({
    step: fc.oneof(fc.constantFrom(...stepNames, ...own), fc.constantFrom(...frequent)),
    a: fc.nat(9),
    b: fc.nat(9),
    looks: fc.boolean(),
  }),
  { minLength: 10, maxLength: 30 },
);

type Earlier = Pick<SourceReading, 'issues' | 'problems' | 'checkpoint'>;

const written = ({ issues, problems, checkpoint }: SourceReading): Earlier =>
  structuredClone({ issues, problems, checkpoint });

class History {
  private source: MarkdownSource;
  private then: Earlier | null = null;
  private version = 1;

  constructor(
    private readonly repository: GitRepository,
    private readonly outside: string,
    private readonly changes: GitChangeReader,
  ) {
    this.source = this.freshSource();
  }

  async go({ step, a, b, looks }: Move): Promise<void> {
    const stage: Stage = { repository: this.repository, outside: this.outside, look: () => this.look(), a, b };
    switch (step) {
      case 'restart':
        this.resume(written(await readSample(this.source)));
        break;
      case 'remember':
        this.then = written(await readSample(this.source));
        break;
      case 'restartFromThen':
        if (this.then !== null) this.resume(this.then);
        break;
      case 'anotherVersion':
        this.version++;
        this.source.setFormat(this.format);
        break;
      case 'rebuild':
        await this.rebuild({ ...stage });
        break;
      default:
        // What cannot be done as things stand (git says no, a file is missing) leaves some other state to look at.
        await steps[step](stage).catch(() => undefined);
    }
    if (looks) await this.look();
  }

  async look(): Promise<void> {
    const reading = await readSample(this.source);
    const scratch = await readSample(sampleSource(this.repository.root, { format: this.format }));
    expect({ issues: reading.issues, problems: reading.problems }).toEqual({
      issues: scratch.issues,
      problems: scratch.problems,
    });
  }

  /** After work that was read bit by bit, forgetting all and reading anew changes nothing. */
  private async rebuild(stage: Stage): Promise<void> {
    await readSample(this.source);
    for (const step of ['write', 'commit', 'flip'] as const) {
      await steps[step](stage).catch(() => undefined);
      stage.a++;
    }
    const { issues, problems } = await readSample(this.source);
    this.source.forget();
    const anew = await readSample(this.source);
    expect({ issues, problems }).toEqual({ issues: anew.issues, problems: anew.problems });
  }

  private resume(earlier: Earlier): void {
    this.source = this.freshSource();
    this.source.resume(structuredClone(earlier));
  }

  private get format(): typeof sampleFormat {
    return { ...sampleFormat, version: String(this.version) };
  }

  private freshSource(): MarkdownSource {
    return sampleSource(this.repository.root, { changes: this.changes, format: this.format });
  }
}

async function play(script: readonly Move[]): Promise<void> {
  await GitSandbox.use('changes', async (sandbox) => {
    const repository = await sandbox.init('shop');
    const outside = join(sandbox.folder, 'outside.md');
    await writeFile(outside, sampleText('outside'));
    // Git removes folders that are empty; this one shows that the tracker is still there.
    await repository.write('notes/keep.txt', '');
    await repository.write('.git/info/exclude', 'notes/keep.txt\n');
    await beginTree(repository);
    const history = new History(repository, outside, new GitChangeReader(() => Promise.resolve('git')));
    await history.look();
    for (const move of script) await history.go(move);
    await history.look();
  });
}

describe('reading what changed', () => {
  it(
    'gives at any time what a scan from scratch gives, whatever is done to the repository',
    async () => {
      await fc.assert(fc.asyncProperty(moves, play), { numRuns: runs, seed, endOnFailure: runs < 50 });
    },
    runs * longestRunMs,
  );
});
