/** Answers for Backlog.md projects in a temporary folder, and what is read of them. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { backlogMdTracker } from '../../../src/adapters/trackers/backlogMd';
import { RecordFiles, type FileLook } from '../../../src/adapters/trackers/markdown/recordFile';
import type { EvaluatedIssue } from '../../../src/domain/readiness';
import { ReadinessIndex } from '../../../src/domain/readinessIndex';
import type { SourceReading, TrackerSource } from '../../../src/ports/tracker';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';

const never = new AbortController().signal;

/** So late that no file was changed just now, and stamps tell. */
const late = new FakeClock(Date.parse('2200-01-01'));

/** Notes which settings and milestones are read, rather than known by their stamps. */
class NotingFiles extends RecordFiles {
  constructor(
    root: string,
    private readonly noted: string[],
  ) {
    super(root, late);
  }

  override look(path: string, known: string | null, isFile?: boolean): FileLook {
    const look = super.look(path, known, isFile);
    if (look.kind === 'read') this.noted.push(path);
    return look;
  }
}

export class BacklogProject {
  private readonly noted: string[] = [];
  private readonly tracker = backlogMdTracker({
    clock: late,
    log: new FakeLog(),
    changes: null,
    filesOf: (root) => new NotingFiles(root, this.noted),
  });

  private constructor(readonly root: string) {}

  static async create(): Promise<BacklogProject> {
    return new BacklogProject(await mkdtemp(join(tmpdir(), 'backlog ')));
  }

  /** The same folder, with nothing known of it. */
  restarted(): BacklogProject {
    return new BacklogProject(this.root);
  }

  /** The settings and milestones that were read since this was asked last. */
  takeNoted(): readonly string[] {
    return this.noted.splice(0);
  }

  /** A symbolic link at a path of the project. */
  async link(path: string, target: string): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await symlink(target, file, 'junction');
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /** A file `backlog/<place>/<id> - Title.md` with these lines of front matter after its id. */
  task(id: string, lines: readonly string[] = [], place = 'tasks'): Promise<void> {
    return this.write(`backlog/${place}/${id} - Title.md`, `---\nid: ${id}\n${lines.join('\n')}\n---\n`);
  }

  remove(path: string): Promise<void> {
    return rm(join(this.root, path), { recursive: true });
  }

  async find(): Promise<TrackerSource | null> {
    const [source] = await this.tracker.discover({ root: this.root, name: 'shop' }, never);
    return source ?? null;
  }

  async read(): Promise<SourceReading> {
    const result = await (await this.found()).read(never);
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  }

  /** Ids with what people see of them: the status and what blocks. */
  async statuses(): Promise<Readonly<Record<string, string>>> {
    const { issues } = await this.read();
    const { id, rules } = await this.found();
    const index = new ReadinessIndex();
    index.setSource({ id, aliases: [], rules, issues });
    index.flush(0);
    return Object.fromEntries(index.all().map((each) => [each.key.replace(`${id}#`, ''), seen(each)]));
  }

  async dispose(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }

  private async found(): Promise<TrackerSource> {
    const source = await this.find();
    if (source === null) throw new Error('no source was found');
    return source;
  }
}

function seen({ status, blockedBy }: EvaluatedIssue): string {
  return [status, ...blockedBy.map((each) => (each.reason === 'manual' ? 'manual' : `${each.reason} ${each.id}`))].join(
    ', ',
  );
}
