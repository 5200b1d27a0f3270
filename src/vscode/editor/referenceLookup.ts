/** Answers for what is known of a reference: from the snapshot and from what commits named. Nothing is asked for it. */
import { isAbsolute, relative } from 'node:path';
import type { ReferenceBacklog } from '../../app/referenceBacklog';
import type { CommitReference, ResolvedReference } from '../../domain/commitReference';
import type { ProjectContext, RemoteStatus, SourceContext } from '../../domain/context';
import type { PullRequest } from '../../domain/issue';
import type { EvaluatedIssue } from '../../domain/readiness';
import type { Reference } from '../../domain/reference';
import type { Place } from './place';

/** A source on a server. */
export type ServerSource = SourceContext & { readonly remote: RemoteStatus };

export type Known =
  | { readonly kind: 'issue'; readonly source: ServerSource; readonly issue: EvaluatedIssue }
  /** Linked to an issue of the list. */
  | {
      readonly kind: 'pullRequest';
      readonly source: ServerSource;
      readonly pullRequest: PullRequest;
      readonly issue: EvaluatedIssue;
    }
  /** Looked up because a commit names it. */
  | {
      readonly kind: 'resolved';
      readonly source: ServerSource;
      readonly name: string;
      readonly resolution: ResolvedReference;
      readonly resolvedAtMs: number;
    };

/** Where to look. */
export interface LookupMeans {
  readonly context: () => ProjectContext | null;
  readonly references: Pick<ReferenceBacklog, 'references'>;
}

/** The part of a reference that says what is meant. */
export type Named = Pick<Reference, 'host' | 'repository' | 'number'>;

export class ReferenceLookup {
  private indexed: { readonly context: ProjectContext; readonly index: SnapshotIndex } | null = null;

  constructor(private readonly means: LookupMeans) {}

  /**
   * @param place of the text the reference stands in; where it has none, a bare number means the only repository there is
   */
  find(reference: Named, place: Place): Known | null {
    const context = this.means.context();
    if (context === null) return null;
    const sources = context.sources.filter((source): source is ServerSource => source.remote !== null);
    const home = homeOf(sources, place);
    const own = ownerOf(sources, reference, home);
    if (own !== null) return this.look(context, own, `${reference.number}`, `#${reference.number}`, reference);
    if (reference.repository === null || home === null) return null;
    if (reference.host !== null && reference.host !== home.remote.host) return null;
    const name = `${reference.repository}#${reference.number}`;
    return this.look(context, home, name, name, reference);
  }

  /** @param id of an issue, @param name as pull requests are written, in `source` */
  private look(
    context: ProjectContext,
    source: ServerSource,
    id: string,
    name: string,
    reference: Named,
  ): Known | null {
    const index = this.indexOf(context);
    const issue = index.issues.get(entry(source, id));
    if (issue !== undefined) return { kind: 'issue', source, issue };
    const linked = index.pullRequests.get(entry(source, name));
    if (linked !== undefined) return { kind: 'pullRequest', source, ...linked };
    return this.resolved(source, name, reference);
  }

  private resolved(source: ServerSource, name: string, { repository, number }: Named): Known | null {
    const meant = (repository ?? source.remote.repository).toLowerCase();
    const isMeant = (each: CommitReference): boolean =>
      each.number === number && each.repository.toLowerCase() === meant;
    const state = this.means.references.references(source.id).find(isMeant)?.state;
    if (state?.kind !== 'resolved') return null;
    return { kind: 'resolved', source, name, resolution: state.resolution, resolvedAtMs: state.resolvedAtMs };
  }

  /** Made when it is first needed: most snapshots nobody asks. */
  private indexOf(context: ProjectContext): SnapshotIndex {
    if (this.indexed?.context !== context) this.indexed = { context, index: indexSnapshot(context) };
    return this.indexed.index;
  }
}

interface SnapshotIndex {
  readonly issues: ReadonlyMap<string, EvaluatedIssue>;
  readonly pullRequests: ReadonlyMap<string, { readonly pullRequest: PullRequest; readonly issue: EvaluatedIssue }>;
}

function indexSnapshot({ issues, sources }: ProjectContext): SnapshotIndex {
  const remote = new Set(sources.flatMap(({ id, remote }) => (remote === null ? [] : [id])));
  const byId = new Map<string, EvaluatedIssue>();
  const pullRequests = new Map<string, { pullRequest: PullRequest; issue: EvaluatedIssue }>();
  for (const issue of issues) {
    if (!remote.has(issue.source)) continue;
    const source = { id: issue.source };
    byId.set(entry(source, issue.issue.id), issue);
    for (const pullRequest of issue.issue.remote?.pullRequests ?? []) {
      pullRequests.set(entry(source, pullRequest.id), { pullRequest, issue });
    }
  }
  return { issues: byId, pullRequests };
}

/** Names of repositories compare without case. */
const entry = ({ id }: { readonly id: string }, name: string): string => `${id}\n${name.toLowerCase()}`;

/** The source of the repository a file lies in: the innermost one. */
function homeOf(sources: readonly ServerSource[], { path }: Place): ServerSource | null {
  if (path === null) return sources.length === 1 ? (sources[0] ?? null) : null;
  const around = sources.filter((source) => isBelow(rootOf(source), path));
  return around.reduce<ServerSource | null>(
    (inner, source) => (inner === null || rootOf(source).length > rootOf(inner).length ? source : inner),
    null,
  );
}

/** The source whose own number is meant; null when none is. */
function ownerOf(
  sources: readonly ServerSource[],
  { host, repository }: Named,
  home: ServerSource | null,
): ServerSource | null {
  if (repository === null) return home;
  const wanted = repository.toLowerCase();
  const fitting = sources.filter(
    ({ remote }) =>
      remote.repository.toLowerCase() === wanted && remote.host === (host ?? home?.remote.host ?? remote.host),
  );
  return fitting.find((source) => source === home) ?? fitting[0] ?? null;
}

const rootOf = ({ repository, root }: SourceContext): string => repository ?? root;

function isBelow(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (!isAbsolute(way) && way !== '..' && !/^\.\.[\\/]/.test(way));
}
