/** Answers for writing issues on a person's act, and that every reader shows what was written at once. */
import type { Failure } from '../domain/failure';
import type { Issue } from '../domain/issue';
import { err, ok, type Result } from '../domain/result';
import { StatusRules } from '../domain/statusRules';
import type { Disposable } from '../ports/disposable';
import type {
  IssueDraft,
  IssueMarker,
  IssueWriter,
  Tracker,
  TrackerHome,
  TrackerSource,
  WorkMark,
  WrittenIssue,
} from '../ports/tracker';
import type { Home } from '../ports/workspace';
import type { Lanes } from './lanes';

/** A place a new issue can be written to. */
export interface WritingTarget {
  readonly home: Home;
  /** Id of the source that is there; null when the issue would be its first. */
  readonly sourceId: string | null;
  readonly writer: IssueWriter;
  /** Labels of the trackers that keep this folder's issues already and cannot be written; writing begins another. */
  readonly besides: readonly string[];
  /** Phases the open issues of the source name, in order of their first mention. */
  readonly phases: readonly string[];
}

/** What became of a mark. */
type Marked = 'marked' | 'already';

export interface MarkWishes {
  /** Names the person goes by, in lower case: they are named as assignee where the tracker knows them by one of these. */
  readonly me: readonly string[];
  /** The work tree the work is done in, where it is another one than the source's. */
  readonly tree: TrackerHome | null;
}

export interface IssueWritingPorts {
  readonly lanes: Lanes;
  readonly trackers: () => readonly Tracker[];
  /** Reads everything again, what came into being included. */
  readonly refresh: () => Promise<unknown>;
  /** What a watch tells of a source waits until this is disposed. */
  readonly hold: (sourceId: string) => Disposable;
  /** Says that a source is read now: what a watch told of it before is served by that. */
  readonly served: (sourceId: string) => void;
  /** Tells readers what is known by now, though something else is still being read. */
  readonly publish: () => void;
  /** Remembers what was read of a source at once. */
  readonly flush: (source: TrackerSource) => Promise<void>;
}

export class IssueWriting {
  constructor(private readonly ports: IssueWritingPorts) {}

  /** Where a new issue can be written, one place a home, in the order of the homes. */
  targets(): readonly WritingTarget[] {
    return this.ports.lanes.homes.flatMap((home) => this.targetOf(home) ?? []);
  }

  /** Writes a new issue; when it settles, the snapshot and the store have it. */
  async create({ home, sourceId, writer }: WritingTarget, draft: IssueDraft): Promise<Result<WrittenIssue, Failure>> {
    const written = await this.held(sourceId, () => writer.create(draft));
    if (!written.ok) return written;
    if (sourceId === null) await this.ports.refresh();
    await this.follow(sourceId ?? this.sourceAt(home));
    return written;
  }

  /** Puts an issue away; when it settles, the snapshot and the store have it. */
  async archive(sourceId: string, issue: Issue): Promise<Result<WrittenIssue, Failure>> {
    const writer = this.ports.lanes.sources.get(sourceId)?.state.source.writer ?? null;
    if (writer === null) {
      const advice = 'its issues are not changed by Context Scout: use its own program.';
      return err({ kind: 'unusable', what: sourceId, advice });
    }
    const written = await this.held(sourceId, () => writer.archive(issue));
    // Also a refused one tells that the file is not what was shown.
    await this.follow(sourceId);
    return written;
  }

  /**
   * Says that somebody is at an issue, or no more. The record is looked at anew: with another branch it is another one.
   * When it settles, the snapshot and the store have it.
   */
  async mark(sourceId: string, id: string, as: WorkMark, { me, tree }: MarkWishes): Promise<Result<Marked, Failure>> {
    const lane = this.ports.lanes.sources.get(sourceId);
    const marker = lane === undefined ? null : markerOf(lane.state.source);
    if (lane === undefined || marker === null) return err(notMarked(id));
    const elsewhere = tree !== null && marker.perWorkTree ? await this.sourceIn(tree, lane.state.source.kind) : null;
    const there = elsewhere === null ? null : await elsewhere.read(never);
    if (elsewhere !== null && there?.ok === true) {
      const { issues } = there.value;
      // An issue that is not committed yet is in no other work tree.
      if (issues.some((each) => each.id === id)) return await markIn(elsewhere, issues, id, as, me);
    }
    await lane.ask();
    const marked = await this.held(sourceId, () => {
      const { source, reading } = lane.state;
      return markIn(source, reading?.issues ?? [], id, as, me);
    });
    await this.follow(sourceId);
    return marked;
  }

  /** Whether it can be said of issues of this source that somebody is at them. */
  isMarkable(sourceId: string): boolean {
    const source = this.ports.lanes.sources.get(sourceId)?.state.source;
    return source !== undefined && markerOf(source) !== null;
  }

  /** Whether issues of this source can be changed. */
  isWritable(sourceId: string): boolean {
    return (this.ports.lanes.sources.get(sourceId)?.state.source.writer ?? null) !== null;
  }

  private targetOf(home: Home): WritingTarget | null {
    const own = this.ports.lanes.sourceStates.filter((state) => state.home.root === home.root);
    const writable = own.find(({ source }) => source.writer !== null);
    if (writable?.source.writer) {
      const open = (writable.reading?.issues ?? []).filter(({ closedAtMs }) => closedAtMs === null);
      const phases = new Set(open.map(({ phase }) => phase).filter((phase) => phase !== null));
      return {
        home,
        sourceId: writable.source.id,
        writer: writable.source.writer,
        besides: [],
        phases: [...phases],
      };
    }
    // A folder that lies in a repository begins a tracker of its own only where it has one.
    if (home.within !== null) return null;
    const writer = this.ports.trackers().reduce<IssueWriter | null>((first, each) => first ?? each.starter(home), null);
    if (writer === null) return null;
    return { home, sourceId: null, writer, besides: own.map(({ source }) => source.label), phases: [] };
  }

  private async sourceIn(home: TrackerHome, kind: string): Promise<TrackerSource | null> {
    const tracker = this.ports.trackers().find((each) => each.kind === kind);
    return (await tracker?.discover(home, never))?.[0] ?? null;
  }

  private sourceAt({ root }: Home): string | null {
    return (
      this.ports.lanes.sourceStates.find(({ source }) => source.root === root && source.writer !== null)?.source.id ??
      null
    );
  }

  /** Writing takes several steps: what a watch tells of them is nothing to read before the last. */
  private async held<T>(sourceId: string | null, write: () => Promise<T>): Promise<T> {
    const hold = sourceId === null ? null : this.ports.hold(sourceId);
    try {
      return await write();
    } finally {
      hold?.dispose();
    }
  }

  private async follow(sourceId: string | null): Promise<void> {
    const lane = sourceId === null ? undefined : this.ports.lanes.sources.get(sourceId);
    if (lane === undefined) return;
    this.ports.served(lane.state.source.id);
    await lane.ask();
    this.ports.publish();
    await this.ports.flush(lane.state.source);
  }
}

/** A mark is not given up half-way. */
const never = new AbortController().signal;

const markerOf = (source: TrackerSource): IssueMarker | null => source.marker ?? source.writer;

const notMarked = (id: string): Failure => ({
  kind: 'unusable',
  what: id,
  advice: 'it is not kept in a file that Context Scout writes.',
});

async function markIn(
  source: TrackerSource,
  issues: readonly Issue[],
  id: string,
  as: WorkMark,
  me: readonly string[],
): Promise<Result<Marked, Failure>> {
  const issue = issues.find((each) => each.id === id);
  const marker = markerOf(source);
  if (issue === undefined || marker === null)
    return err({ kind: 'unusable', what: id, advice: 'its record is not here any more.' });
  const { meaning } = new StatusRules(source.rules).standing(issue);
  if (meaning === as || (as === 'open' && meaning === 'done')) return ok('already');
  const marked = await marker.mark(issue, as, { assignee: as === 'open' ? null : spelled(issues, me) });
  return marked.ok ? ok('marked') : marked;
}

/** The name by which the tracker knows the person; null: none of its issues names them. */
function spelled(issues: readonly Issue[], me: readonly string[]): string | null {
  const names = new Set(me);
  for (const { assignees } of issues) {
    const known = assignees.find((name) => names.has(name.replace(/^@/, '').toLowerCase()));
    if (known !== undefined) return known;
  }
  return null;
}
