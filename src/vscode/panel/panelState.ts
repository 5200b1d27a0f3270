/** Answers for what the panel shows of a snapshot, and for the difference between two such states. */
import type { ProjectContext, RepositoryContext } from '../../domain/context';
import type { EvaluatedIssue } from '../../domain/readiness';
import type {
  PanelHeader,
  PanelPatch,
  PanelState,
  RepositoryLine,
  Row,
  SectionId,
  SectionOrder,
} from '../../protocol/messages';
import { issueSections } from '../../protocol/arrangement';
import { sourceChips } from './sourceChips';

/** Records listed by name; the rest is only counted. */
const listedProblems = 100;

/** What a header needs beside the snapshot. */
export interface PanelSurroundings {
  readonly hasFolder: boolean;
  readonly trusted: boolean;
  readonly syncing: boolean;
  /** Why no snapshot could be produced. */
  readonly failure: string | null;
}

/** Follows the snapshots and says, for each, the whole state and the difference from the one before. */
export class PanelProjection {
  private readonly rowOf = new WeakMap<EvaluatedIssue, Row>();
  private rows: ReadonlyMap<string, Row> = new Map();
  private latest: PanelState;

  constructor(surroundings: PanelSurroundings) {
    this.latest = {
      revision: 0,
      header: panelHeader(null, surroundings, new Set()),
      order: { inProgress: [], ready: [], blocked: [], deferred: [], other: [] },
      rows: [],
    };
  }

  get state(): PanelState {
    return this.latest;
  }

  /**
   * Takes in a snapshot (null: none yet) and returns what changed; null when a reader would see no difference.
   * The revision grows with every change.
   */
  update(context: ProjectContext | null, surroundings: PanelSurroundings): PanelPatch | null {
    const before = this.latest;
    const rowsBefore = this.rows;
    const { rows, order } = this.project(
      context?.issues ?? [],
      new Set(context?.repositories.map((each) => each.currentIssue)),
    );
    const listed = new Set<string>();
    for (const { source } of rows.values()) listed.add(source);
    const header = panelHeader(context, surroundings, listed);
    const list = [...rows.values()];
    const changes = {
      order: changedSections(before.order, order),
      upserts: list.filter((row) => rowsBefore.get(row.key) !== row),
      removals: [...rowsBefore.keys()].filter((key) => !rows.has(key)),
    };
    const sameRows = changes.upserts.length + changes.removals.length + Object.keys(changes.order).length === 0;
    if (sameRows && showsTheSame(before.header, header)) return null;
    const problems = sameProblems(before.header, header) ? null : header.problems;
    this.rows = rows;
    this.latest = { revision: before.revision + 1, header, order, rows: list };
    return {
      baseRevision: before.revision,
      revision: this.latest.revision,
      header: { ...header, problems },
      ...changes,
    };
  }

  private project(
    issues: readonly EvaluatedIssue[],
    current: ReadonlySet<string | null>,
  ): { rows: ReadonlyMap<string, Row>; order: SectionOrder } {
    const order: Record<SectionId, string[]> = { inProgress: [], ready: [], blocked: [], deferred: [], other: [] };
    const rows = new Map<string, Row>();
    const titles = new Map(issues.map((issue) => [issue.key, issue.issue.title]));
    for (const issue of issues) {
      if (issue.status === 'done' && !current.has(issue.key)) continue;
      const parentTitle = issue.parent === null ? null : (titles.get(issue.parent) ?? null);
      rows.set(issue.key, this.row(issue, current.has(issue.key), parentTitle));
      if (issue.status !== 'done') order[issue.status].push(issue.key);
    }
    return { rows, order };
  }

  /** The same object for as long as nothing in it changed: identity tells the difference. */
  private row(issue: EvaluatedIssue, current: boolean, parentTitle: string | null): Row {
    const known = this.rowOf.get(issue);
    if (known?.current === current && known.parentTitle === parentTitle) return known;
    const row = toRow(issue, current, parentTitle);
    this.rowOf.set(issue, row);
    return row;
  }
}

function toRow(evaluated: EvaluatedIssue, current: boolean, parentTitle: string | null): Row {
  const { issue } = evaluated;
  return {
    key: evaluated.key,
    id: issue.id,
    title: issue.title,
    status: evaluated.status,
    trackerStatus: issue.trackerStatus,
    started: evaluated.started,
    current,
    priority: issue.priority,
    type: issue.type,
    labels: issue.labels,
    assignees: issue.assignees,
    blockedBy: evaluated.blockedBy,
    unknownBlockers: evaluated.dependencies.filter(({ state }) => state === 'unknown').map(({ id }) => id),
    unblocks: evaluated.unblocks,
    parentTitle,
    duplicate: evaluated.duplicate,
    source: evaluated.source,
    updatedAtMs: issue.updatedAtMs,
    deferUntilMs: issue.deferUntilMs,
    openable: issue.location !== null || issue.url !== null,
  };
}

/** Apart from moments that a live source moves on with every look. */
function showsTheSame(before: PanelHeader, after: PanelHeader): boolean {
  const shown = (header: PanelHeader): string =>
    JSON.stringify({
      ...header,
      snapshotAtMs: null,
      sources: header.sources.map((source) =>
        source.freshness === 'live' ? { ...source, confirmedAtMs: null } : source,
      ),
    });
  return shown(before) === shown(after);
}

const sameProblems = (before: PanelHeader, after: PanelHeader): boolean =>
  JSON.stringify(before.problems) === JSON.stringify(after.problems);

function changedSections(before: SectionOrder, after: SectionOrder): Partial<SectionOrder> {
  return Object.fromEntries(
    issueSections
      .filter((id) => before[id].length !== after[id].length || before[id].some((key, at) => key !== after[id][at]))
      .map((id) => [id, after[id]]),
  );
}

/** @param listed ids of the sources that have rows */
function panelHeader(
  context: ProjectContext | null,
  surroundings: PanelSurroundings,
  listed: ReadonlySet<string>,
): PanelHeader {
  const { hasFolder, trusted, syncing, failure } = surroundings;
  return {
    phase: hasFolder ? (context === null ? 'loading' : 'ready') : 'noFolder',
    trusted,
    syncing,
    consistency: context?.consistency ?? 'cached',
    snapshotAtMs: context?.snapshotAtMs ?? 0,
    repositories: context === null ? [] : shownRepositories(context).map(repositoryLine),
    sources: context === null ? [] : sourceChips(context, listed),
    counts: context?.counts ?? { ready: 0, inProgress: 0, blocked: 0, deferred: 0, other: 0, done: 0 },
    problems: (context?.problems ?? []).slice(0, listedProblems),
    problemCount: context?.problems.length ?? 0,
    failure,
  };
}

/** A folder that only holds repositories, and has nothing to tell itself, needs no line of its own. */
function shownRepositories({ repositories, sources }: ProjectContext): readonly RepositoryContext[] {
  const telling = repositories.filter(
    ({ root, git, gitError }) =>
      git !== null || gitError !== null || sources.some(({ repository }) => repository === root),
  );
  return telling.length === 0 ? repositories : telling;
}

function repositoryLine({ root, name, git, currentIssue, phase }: RepositoryContext): RepositoryLine {
  const counts = [git?.staged ?? null, git?.unstaged ?? null, git?.untracked ?? null];
  const known = counts.filter((count) => count !== null);
  return {
    root,
    name,
    branch: git?.branch ?? git?.returnsTo ?? null,
    head: git?.head?.slice(0, 8) ?? null,
    state: git?.state ?? 'clean',
    detached: git?.detached ?? false,
    unborn: git?.unborn ?? false,
    upstream: git?.upstream ?? null,
    ahead: git?.ahead ?? null,
    behind: git?.behind ?? null,
    changes: known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0),
    conflicted: git?.conflicted ?? null,
    isGit: git !== null,
    currentIssue,
    phase,
  };
}
