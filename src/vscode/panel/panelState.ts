/** Answers for what the panel shows of a snapshot, and for the difference between two such states. */
import type { ProjectContext } from '../../domain/context';
import type { Drift } from '../../domain/drift';
import type { BlockReason, EvaluatedIssue } from '../../domain/readiness';
import type { PanelHeader, PanelPatch, PanelState, Row, SectionId, SectionOrder } from '../../protocol/messages';
import { issueName } from '../../protocol/issueName';
import { splicesBetween } from '../../protocol/sectionSplices';
import type { RowDrift } from '../../protocol/rowRemote';
import { panelHeader, type PanelSurroundings } from './panelHeader';
import { rowDrift, rowRemote } from './rowRemote';

/** What a row says beside the issue itself. */
interface Circumstances {
  readonly current: boolean;
  readonly parentTitle: string | null;
  readonly drift: readonly Drift[];
}

/** A row, and what it was made from beside its issue. */
interface KnownRow extends Circumstances {
  readonly row: Row;
}

/** Rows and their order, and what they were made from. */
interface Projected {
  readonly issues: readonly EvaluatedIssue[];
  readonly drift: ProjectContext['drift'];
  /** Keys of the issues that branches name; null for a branch that names none. */
  readonly current: readonly (string | null)[];
  readonly rows: ReadonlyMap<string, Row>;
  readonly order: SectionOrder;
}

type RowChanges = Pick<PanelPatch, 'order' | 'upserts' | 'removals'>;

const noChanges: RowChanges = { order: [], upserts: [], removals: [] };
const emptyOrder: SectionOrder = { inProgress: [], ready: [], blocked: [], deferred: [], other: [] };
const noIssues: readonly EvaluatedIssue[] = [];
const noDrift: readonly Drift[] = [];
const noBadges: readonly RowDrift[] = [];

/** Follows the snapshots and says, for each, the whole state and the difference from the one before. */
export class PanelProjection {
  private readonly rowOf = new WeakMap<EvaluatedIssue, KnownRow>();
  private projected: Projected = {
    issues: noIssues,
    drift: new Map(),
    current: [],
    rows: new Map(),
    order: emptyOrder,
  };
  private latest: PanelState;

  constructor(surroundings: PanelSurroundings) {
    this.latest = {
      revision: 0,
      header: panelHeader(null, surroundings, new Set()),
      order: emptyOrder,
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
    const rowsBefore = this.projected.rows;
    const projected = this.project(context);
    const { rows, order } = projected;
    const list = rows === rowsBefore ? before.rows : [...rows.values()];
    const listed = new Set<string>();
    for (const { source } of list) listed.add(source);
    const header = panelHeader(context, surroundings, listed);
    const changes = rows === rowsBefore ? noChanges : changesSince(rowsBefore, before.order, list, projected);
    this.projected = projected;
    const sameRows = changes.upserts.length + changes.removals.length + changes.order.length === 0;
    if (sameRows && showsTheSame(before.header, header)) return null;
    const problems = sameProblems(before.header, header) ? null : header.problems;
    this.latest = { revision: before.revision + 1, header, order, rows: list };
    return {
      baseRevision: before.revision,
      revision: this.latest.revision,
      header: { ...header, problems },
      ...changes,
    };
  }

  /** The same rows and order as before where issues, drift and branches are: a budget that moves touches none. */
  private project(context: ProjectContext | null): Projected {
    const last = this.projected;
    const issues = context?.issues ?? noIssues;
    const drift = context?.drift ?? last.drift;
    const current = (context?.repositories ?? []).map(({ currentIssue }) => currentIssue);
    if (issues === last.issues && drift === last.drift && current.join('\n') === last.current.join('\n')) return last;
    const currentKeys = new Set(current);
    const order: Record<SectionId, string[]> = { inProgress: [], ready: [], blocked: [], deferred: [], other: [] };
    const rows = new Map<string, Row>();
    const titles = parentTitles(issues);
    for (const issue of issues) {
      const isCurrent = currentKeys.has(issue.key);
      if (issue.status === 'done' && !isCurrent) continue;
      const parentTitle = issue.parent === null ? null : (titles.get(issue.parent) ?? null);
      rows.set(issue.key, this.row(issue, { current: isCurrent, parentTitle, drift: drift.get(issue.key) ?? noDrift }));
      if (issue.status !== 'done') order[issue.status].push(issue.key);
    }
    return { issues, drift, current, rows, order };
  }

  /** The same object for as long as nothing in it changed: identity tells the difference. */
  private row(issue: EvaluatedIssue, now: Circumstances): Row {
    const known = this.rowOf.get(issue);
    if (known !== undefined && sameCircumstances(known, now)) return known.row;
    const row = toRow(issue, now);
    this.rowOf.set(issue, { ...now, row });
    return row;
  }
}

/** Only of issues that have children: of a hundred thousand those are few. */
function parentTitles(issues: readonly EvaluatedIssue[]): ReadonlyMap<string, string> {
  const parents = new Set<string | null>();
  for (const { parent } of issues) if (parent !== null) parents.add(parent);
  const titles = new Map<string, string>();
  if (parents.size === 0) return titles;
  for (const { key, issue } of issues) if (parents.has(key)) titles.set(key, issue.title);
  return titles;
}

const sameCircumstances = (before: Circumstances, now: Circumstances): boolean =>
  before.current === now.current &&
  before.parentTitle === now.parentTitle &&
  (before.drift === now.drift || JSON.stringify(before.drift) === JSON.stringify(now.drift));

function toRow(evaluated: EvaluatedIssue, { current, parentTitle, drift }: Circumstances): Row {
  const { issue } = evaluated;
  const name = issueName(evaluated.source, issue.id);
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
    blockedBy: onceEach(evaluated.blockedBy),
    unknownBlockers: evaluated.dependencies.filter(({ state }) => state === 'unknown').map(({ id }) => id),
    unblocks: evaluated.unblocks,
    parentKey: evaluated.parent,
    parentTitle,
    phase: issue.phase,
    duplicate: evaluated.duplicate,
    source: evaluated.source,
    createdAtMs: issue.createdAtMs,
    updatedAtMs: issue.updatedAtMs,
    deferUntilMs: issue.deferUntilMs,
    openable: issue.location !== null || issue.url !== null,
    linkable: issue.url !== null,
    remote: rowRemote(issue),
    drift: drift.length === 0 ? noBadges : drift.map((each) => rowDrift(each, name, issue.url !== null)),
  };
}

function changesSince(
  rowsBefore: ReadonlyMap<string, Row>,
  orderBefore: SectionOrder,
  list: readonly Row[],
  { rows, order }: Projected,
): RowChanges {
  return {
    order: splicesBetween(orderBefore, order),
    upserts: list.filter((row) => rowsBefore.get(row.key) !== row),
    removals: [...rowsBefore.keys()].filter((key) => !rows.has(key)),
  };
}

/** An issue that blocks by a relation and by a text as well is one reason to a person. */
function onceEach(reasons: readonly BlockReason[]): readonly BlockReason[] {
  if (reasons.length < 2) return reasons;
  const seen = new Set<string>();
  return reasons.filter((reason) => {
    if (reason.reason !== 'edge') return true;
    const isNew = !seen.has(reason.key);
    seen.add(reason.key);
    return isNew;
  });
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
