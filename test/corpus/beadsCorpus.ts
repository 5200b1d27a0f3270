/** Answers for the Beads part of the corpus: real issue lists give exactly the answers that `bd` itself gives. */
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { beadsTracker } from '../../src/adapters/trackers/beads';
import { beadsRules } from '../../src/adapters/trackers/beads/rules';
import { describeFailure } from '../../src/domain/failure';
import type { EvaluatedIssue } from '../../src/domain/readiness';
import { ReadinessIndex } from '../../src/domain/readinessIndex';
import type { CommandRunner } from '../../src/ports/commandRunner';
import type { SourceReading } from '../../src/ports/tracker';
import { fakeBd } from '../fakes/bd/fakeBd';
import { FakeClock } from '../fakes/fakeClock';

/** Says whether something is as it should be; `detail` is told when it is not. */
export type Check = (what: string, passes: boolean, detail?: string) => void;

interface BlockedAnswer {
  readonly id: string;
  readonly blocked_by: readonly string[];
}

interface Answers {
  readonly lines: number;
  readonly ready_open: readonly string[];
  readonly ready_in_progress: readonly string[];
  readonly blocked: readonly BlockedAnswer[];
}

const never = new AbortController().signal;

/** Checks every set below `folder` and returns how many records were read. */
export async function checkBeads(folder: string, check: Check): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  let records = 0;
  for (const name of names) {
    const path = join(folder, name);
    const answers = JSON.parse(await readFile(path.replace(/\.jsonl$/, '.expected.json'), 'utf8')) as Answers;
    const reading = await readRepository((root) => copyFile(path, root));
    records += reading.issues.length;
    check(`${name}: ${answers.lines} records are read`, reading.issues.length === answers.lines);
    check(`${name}: no record is a problem`, reading.problems.length === 0, JSON.stringify(reading.problems[0]));
    checkAnswers(name, judge(reading), answers, check);
    await checkDamaged(name, path, reading, check);
  }
  return records + (await checkRecordings(folder, check));
}

async function readRepository(
  putExport: (path: string) => Promise<unknown>,
  runner: CommandRunner | null = null,
): Promise<SourceReading> {
  const root = await mkdtemp(join(tmpdir(), 'corpus-'));
  try {
    await mkdir(join(root, '.beads'));
    await putExport(join(root, '.beads', 'issues.jsonl'));
    const tracker = beadsTracker({ clock: new FakeClock(), runner });
    const [source] = await tracker.discover({ root, name: 'corpus' }, never);
    const result = await source?.read(never);
    if (result?.ok !== true) throw new Error(result === undefined ? 'no source' : describeFailure(result.error));
    return result.value;
  } finally {
    await rm(root, { recursive: true });
  }
}

function judge({ issues }: SourceReading): readonly EvaluatedIssue[] {
  const index = new ReadinessIndex();
  index.setSource({ id: 'beads:corpus', aliases: [], rules: beadsRules(), issues });
  index.flush(Date.now());
  return index.all();
}

const sorted = (ids: Iterable<string>): readonly string[] => [...ids].sort();

const edgesOf = ({ blockedBy }: EvaluatedIssue): readonly string[] =>
  sorted(new Set(blockedBy.flatMap((reason) => (reason.reason === 'edge' ? [reason.id] : []))));

function checkAnswers(name: string, judged: readonly EvaluatedIssue[], answers: Answers, check: Check): void {
  const withStatus = (status: string): readonly string[] =>
    sorted(judged.filter((each) => each.status === status).map(({ issue }) => issue.id));
  checkSame(`${name}: ready`, withStatus('ready'), sorted(answers.ready_open), check);
  checkSame(`${name}: in progress`, withStatus('inProgress'), sorted(answers.ready_in_progress), check);
  checkBlocked(name, judged, answers.blocked, check);
}

/** `bd blocked` also lists what is blocked or deferred by its status alone, with nothing that blocks it. */
function checkBlocked(
  name: string,
  judged: readonly EvaluatedIssue[],
  answers: readonly BlockedAnswer[],
  check: Check,
): void {
  const theirs = answers.map(({ id, blocked_by }) => `${id} <- ${sorted(blocked_by).join(' ')}`);
  const ours = judged
    .filter(({ status, blockedBy, issue }) =>
      status === 'deferred'
        ? issue.trackerStatus === 'deferred'
        : blockedBy.some(({ reason }) => reason === 'edge' || reason === 'manual'),
    )
    .map((each) => `${each.issue.id} <- ${edgesOf(each).join(' ')}`);
  checkSame(`${name}: blocked, and by what`, sorted(ours), sorted(theirs), check);
}

function checkSame(what: string, ours: readonly string[], theirs: readonly string[], check: Check): void {
  const missing = theirs.filter((each) => !ours.includes(each));
  const surplus = ours.filter((each) => !theirs.includes(each));
  check(
    `${what} (${theirs.length})`,
    isDeepStrictEqual(ours, theirs),
    `missing: ${missing.join(', ')}; too many: ${surplus.join(', ')}`,
  );
}

/** Lines that are cut in the middle cost only themselves. */
async function checkDamaged(name: string, path: string, whole: SourceReading, check: Check): Promise<void> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  for (const [every, offset] of [
    [lines.length, 0],
    [5, 2],
    [2, 1],
  ] as const) {
    const isCut = (index: number): boolean => index % every === offset;
    const damaged = lines.map((line, index) => (isCut(index) ? line.slice(0, Math.floor(line.length / 2)) : line));
    const reading = await readRepository((root) => writeFile(root, damaged.join('\n')));
    const cut = damaged.flatMap((_line, index) => (isCut(index) ? [index + 1] : []));
    check(
      `${name}: ${cut.length} lines cut off cost only themselves`,
      isDeepStrictEqual(
        reading.problems.map(({ line }) => line),
        cut,
      ) &&
        isDeepStrictEqual(
          reading.issues,
          whole.issues.filter(({ location }) => location === null || !isCut(location.line - 1)),
        ),
    );
  }
}

/** What the program prints gives the same issues as the file it was made from, and its own answers. */
async function checkRecordings(folder: string, check: Check): Promise<number> {
  const recordings = join(folder, 'bd-cli');
  const file = join(folder, 'bv-cass.jsonl');
  const fromFile = await readRepository((root) => copyFile(file, root));
  const recorded = async <T>(name: string): Promise<T> =>
    JSON.parse(await readFile(join(recordings, name), 'utf8')) as T;
  const ready = (await recorded<readonly { id: string }[]>('ready.json')).map(({ id }) => id);
  const blocked = await recorded<readonly BlockedAnswer[]>('blocked.json');
  const scratch = await mkdtemp(join(tmpdir(), 'corpus-calls-'));
  let records = 0;
  try {
    for (const mode of ['', 'array-export', 'no-export']) {
      const name = `bd-cli${mode === '' ? '' : ` (${mode})`}`;
      const bd = fakeBd(recordings, join(scratch, `calls ${mode}`), () => mode);
      const reading = await readRepository((root) => copyFile(file, root), bd.runner);
      records += reading.issues.length;
      check(`${name}: bd was asked`, bd.calls().length > 0 && reading.via === 'bd 0.46.0', reading.via);
      checkSame(`${name}: issues, edges and places are those of the file`, facts(reading), facts(fromFile), check);
      const judged = judge(reading);
      checkSame(
        `${name}: ready`,
        sorted(
          judged
            .filter(
              ({ status, issue }) =>
                status === 'ready' || (status === 'inProgress' && issue.trackerStatus === 'in_progress'),
            )
            .map(({ issue }) => issue.id),
        ),
        sorted(ready),
        check,
      );
      checkBlocked(name, judged, blocked, check);
    }
    const bd = fakeBd(recordings, join(scratch, 'calls'), () => 'no-database');
    const reading = await readRepository((root) => copyFile(file, root), bd.runner);
    checkSame('bd-cli: without a database the file tells the issues', facts(reading), facts(fromFile), check);
    check('bd-cli: and why', reading.problems[0]?.message.includes('no beads database found') === true);
  } finally {
    await rm(scratch, { recursive: true });
  }
  return records;
}

const facts = ({ issues }: SourceReading): readonly string[] =>
  sorted(
    issues.map(({ id, title, trackerStatus, priority, type, edges, location }) =>
      JSON.stringify([
        id,
        title,
        trackerStatus,
        priority,
        type,
        sorted(edges.map((edge) => `${edge.kind} ${edge.id}`)),
        location?.line,
      ]),
    ),
  );
