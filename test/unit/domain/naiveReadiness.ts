/** Answers for readiness computed the slow and obvious way, as the yardstick for the engine. */
import type { Edge, Issue } from '../../../src/domain/issue';
import type { BlockReason, Dependency, EvaluatedIssue, SourceFacts, Status } from '../../../src/domain/readiness';
import type { EdgeMeaning, StatusMeaning } from '../../../src/domain/trackerRules';

interface Rec {
  readonly source: SourceFacts;
  readonly issue: Issue;
  readonly canonical: string;
  key: string;
  duplicate: boolean;
}

interface Rel {
  readonly kind: string;
  readonly name: string;
  readonly meaning: EdgeMeaning | null;
  readonly id: string;
  /** Identity of what is named, for telling repeats. */
  readonly names: string;
  readonly targets: Rec[];
}

interface Wait {
  readonly kind: string;
  readonly target: Rec;
  readonly viaParent: boolean;
}

function canonicalId({ rules: { ids } }: SourceFacts, id: string): string {
  const whole = ids.barePrefix === null || /^[a-z]+-/i.test(id) ? id : `${ids.barePrefix}${id}`;
  const name = ids.ignoreCase ? whole.toLowerCase() : whole;
  const [, prefix = '', numbers] = /^([a-z]+-)?([0-9]+(?:\.[0-9]+)*)$/i.exec(name) ?? [];
  if (!ids.ignoreLeadingZeros || numbers === undefined) return name;
  return prefix + numbers.split('.').map(BigInt).join('.');
}
const byKey = (a: Rec, b: Rec): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

/** Every issue of every source, judged without any cleverness. Sources have distinct ids. */
export function naiveReadiness(sources: readonly SourceFacts[], nowMs: number): EvaluatedIssue[] {
  const records = sources.flatMap(recordsOf);
  const world = new World(sources, records, nowMs);
  return records.filter(({ issue }) => issue.remote?.outside !== true).map((record) => world.evaluate(record));
}

function recordsOf(source: SourceFacts): Rec[] {
  const records = source.issues.map((issue): Rec => {
    return { source, issue, canonical: canonicalId(source, issue.id), key: '', duplicate: false };
  });
  const escaped = source.id.replace(/%(?=23|25)/g, '%25').replace(/#/g, '%23');
  const firsts = records.filter((record, i) => records.findIndex((r) => r.canonical === record.canonical) === i);
  const taken = new Set(firsts.map((record) => record.issue.id));
  for (const record of records) {
    const same = records.filter((other) => other.canonical === record.canonical);
    record.duplicate = same.length > 1;
    const { id, location } = record.issue;
    let name = id;
    if (!firsts.includes(record)) {
      let n = same.indexOf(record) + 1;
      const base = location === null ? id : `${id}@${location.path}:${String(location.line)}`;
      name = location === null ? `${id}~${String(n)}` : base;
      while (taken.has(name)) name = `${base}~${String(n++)}`;
      taken.add(name);
    }
    record.key = `${escaped}#${name}`;
  }
  return records;
}

class World {
  private readonly relations: Map<Rec, Rel[]>;

  constructor(
    private readonly sources: readonly SourceFacts[],
    private readonly records: readonly Rec[],
    private readonly nowMs: number,
  ) {
    this.relations = new Map(records.map((record) => [record, this.relationsOf(record)]));
  }

  evaluate(record: Rec): EvaluatedIssue {
    const { issue } = record;
    const meaning = this.meaning(record);
    const none = new Set<Rec>();
    const status = this.status(record);
    const relations = this.rels(record);
    const waitsAsNoWork = status === 'other' && this.waits(record, none).length > 0;
    const parent = relations
      .filter((rel) => rel.meaning === 'parent')
      .map((rel) => this.speaker(rel.targets))
      .find((target) => target !== undefined && target !== record);
    return {
      key: record.key,
      source: record.source.id,
      issue,
      status,
      notWork: this.notWork(record),
      started: meaning === 'inProgress' || issue.started,
      blockedBy: status === 'blocked' ? this.reasons(record, none) : [],
      ...(waitsAsNoWork && { waitsFor: this.reasons(record, none) }),
      dependencies: relations.map((rel) => this.dependency(rel)),
      parent: parent?.key ?? null,
      unblocks: this.unblocks(record),
      duplicate: record.duplicate,
    };
  }

  private rels(record: Rec): Rel[] {
    return this.relations.get(record) ?? [];
  }

  private meaning({ source, issue }: Rec): StatusMeaning | 'unknown' {
    const name = issue.trackerStatus.toLowerCase();
    const listed = Object.entries(source.rules.statuses).find(([status]) => status === name);
    if (listed !== undefined) return listed[1];
    return source.rules.finishedNames.includes(name) ? 'done' : 'unknown';
  }

  private done(record: Rec, closed: ReadonlySet<Rec>): boolean {
    return closed.has(record) || this.meaning(record) === 'done';
  }

  private blocks(record: Rec, closed: ReadonlySet<Rec>): boolean {
    return !this.done(record, closed) && this.meaning(record) !== 'parked';
  }

  private notWork(record: Rec): boolean {
    const { issue, source } = record;
    const idle = issue.type !== null && source.rules.notWorkTypes.includes(issue.type.toLowerCase());
    return issue.notWork || issue.remote?.outside === true || idle || this.meaning(record) === 'parked';
  }

  private named(from: Rec, edge: Edge): { names: string; targets: Rec[] } {
    let source: SourceFacts | undefined = from.source;
    if (edge.scope !== null) {
      const { scope } = edge;
      const aliased = this.sources.filter((other) => other.aliases.includes(scope));
      source = this.sources.find((other) => other.id === scope) ?? (aliased.length === 1 ? aliased[0] : undefined);
    }
    const id = source === undefined ? `${edge.scope ?? ''}#${edge.id}` : edge.id;
    source ??= from.source;
    const canonical = canonicalId(source, id);
    const targets = this.records.filter((record) => record.source === source && record.canonical === canonical);
    return { names: JSON.stringify([source.id, canonical]), targets };
  }

  private relationsOf(record: Rec): Rel[] {
    const found: Rel[] = [];
    const sameAs = (a: Rel) => (b: Rel) => a.name === b.name && a.meaning === b.meaning && a.names === b.names;
    const relation = (writer: Rec, edge: Edge, id: string, names: string, targets: Rec[]): Rel => {
      const name = edge.kind.toLowerCase();
      const meaning = Object.entries(writer.source.rules.edges).find(([kind]) => kind === name)?.[1] ?? null;
      return { kind: edge.kind, name, meaning, id, names, targets };
    };
    for (const edge of record.issue.edges.filter((e) => !e.reversed)) {
      const { names, targets } = this.named(record, edge);
      const rel = relation(record, edge, edge.id, names, targets);
      if (!found.some(sameAs(rel))) found.push(rel);
    }
    const own = [...found];
    for (const carrier of [...this.records].sort(byKey)) {
      for (const edge of carrier.issue.edges.filter((e) => e.reversed)) {
        if (!this.named(carrier, edge).targets.includes(record)) continue;
        const names = JSON.stringify([carrier.source.id, carrier.canonical]);
        const rel = relation(carrier, edge, carrier.issue.id, names, [carrier]);
        if (own.some(sameAs(rel))) continue;
        const known = found.find(sameAs(rel));
        if (known === undefined) found.push(rel);
        else if (!known.targets.includes(carrier)) known.targets.push(carrier);
      }
    }
    return found;
  }

  private speaker(targets: readonly Rec[]): Rec | undefined {
    return targets.find((target) => this.blocks(target, new Set())) ?? targets[0];
  }

  private dependency(rel: Rel): Dependency {
    const target = this.speaker(rel.targets);
    const state = target === undefined ? 'unknown' : this.blocks(target, new Set()) ? 'open' : 'closed';
    return { kind: rel.kind, id: rel.id, key: target?.key ?? null, state };
  }

  private children(parent: Rec): Rec[] {
    return this.records
      .filter((record) => this.rels(record).some((rel) => rel.meaning === 'parent' && rel.targets.includes(parent)))
      .sort(byKey);
  }

  private edgeWaits(record: Rec, closed: ReadonlySet<Rec>): Wait[] {
    if (this.done(record, closed)) return [];
    const waits: Wait[] = [];
    for (const rel of this.rels(record)) {
      const named =
        rel.meaning === 'blocks' || rel.meaning === 'blocksIfFound'
          ? rel.targets
          : rel.meaning === 'waitsForChildren'
            ? rel.targets.flatMap((t) => this.children(t))
            : [];
      for (const target of named) {
        const known = waits.some((w) => w.target === target && w.kind.toLowerCase() === rel.name);
        if (this.blocks(target, closed) && !known) waits.push({ kind: rel.kind, target, viaParent: false });
      }
    }
    return waits;
  }

  private parentWaits(record: Rec, closed: ReadonlySet<Rec>): Wait[] {
    if (this.done(record, closed) || !record.source.rules.blockedParentBlocks) return [];
    const waits: Wait[] = [];
    for (const rel of this.rels(record).filter((r) => r.meaning === 'parent')) {
      for (const target of rel.targets) {
        if (target === record || this.done(target, closed) || waits.some((w) => w.target === target)) continue;
        waits.push({ kind: rel.kind, target, viaParent: true });
      }
    }
    return waits;
  }

  /** What every issue waits for; parents to the least fixpoint. */
  private waiting(closed: ReadonlySet<Rec>): Map<Rec, Wait[]> {
    const edges = new Map(this.records.map((record) => [record, this.edgeWaits(record, closed)]));
    const parents = new Map(this.records.map((record) => [record, this.parentWaits(record, closed)]));
    const held = new Set(this.records.filter((record) => edges.get(record)?.length));
    for (let size = -1; size !== held.size;) {
      size = held.size;
      for (const [record, waits] of parents) if (waits.some((wait) => held.has(wait.target))) held.add(record);
    }
    return new Map(
      this.records.map((record) => [
        record,
        [...(edges.get(record) ?? []), ...(parents.get(record) ?? []).filter((wait) => held.has(wait.target))],
      ]),
    );
  }

  private readonly waitingNow = new Map<string, Map<Rec, Wait[]>>();

  private waits(record: Rec, closed: ReadonlySet<Rec>): Wait[] {
    const name = [...closed].map((rec) => rec.key).join('\n');
    let waiting = this.waitingNow.get(name);
    if (waiting === undefined) {
      waiting = this.waiting(closed);
      this.waitingNow.clear();
      this.waitingNow.set(name, waiting);
    }
    return waiting.get(record) ?? [];
  }

  private unknown(record: Rec): Rel[] {
    if (this.meaning(record) === 'done' || record.source.rules.unknownBlocker === 'ignored') return [];
    return this.rels(record).filter((rel) => rel.meaning === 'blocks' && rel.targets.length !== 1);
  }

  private reasons(record: Rec, closed: ReadonlySet<Rec>): BlockReason[] {
    const waits = this.waits(record, closed);
    const told = ({ kind, target }: Wait) => ({
      kind,
      id: target.issue.id,
      key: target.key,
      title: target.issue.title,
    });
    const reasons: BlockReason[] = waits.map((wait) => ({ reason: wait.viaParent ? 'parent' : 'edge', ...told(wait) }));
    const round = this.wayRound(record, closed);
    if (round !== undefined) reasons.push({ reason: 'cycle', ...told(round) });
    for (const { kind, id } of this.unknown(record)) reasons.push({ reason: 'unknown', kind, id });
    if (this.meaning(record) === 'blocked') reasons.push({ reason: 'manual' });
    return reasons;
  }

  private wayRound(record: Rec, closed: ReadonlySet<Rec>): Wait | undefined {
    const reach = (from: Rec): Set<Rec> => {
      const seen = new Set<Rec>();
      const rest = [from];
      for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
        for (const { target } of this.waits(next, closed)) {
          if (!seen.has(target)) {
            seen.add(target);
            rest.push(target);
          }
        }
      }
      return seen;
    };
    const around = [...reach(record)].filter((other) => reach(other).has(record));
    const inside = (rec: Rec): Wait[] => this.waits(rec, closed).filter((wait) => around.includes(wait.target));
    if (!around.some((member) => inside(member).some((wait) => !wait.viaParent))) return undefined;
    return inside(record)[0];
  }

  private status(record: Rec): Status {
    const meaning = this.meaning(record);
    if (meaning === 'done') return 'done';
    if (this.notWork(record)) return 'other';
    if (this.reasons(record, new Set()).length > 0) return 'blocked';
    const later = (issue: Issue): boolean => issue.deferUntilMs !== null && issue.deferUntilMs > this.nowMs;
    const parents = this.rels(record)
      .filter((rel) => rel.meaning === 'parent')
      .flatMap((rel) => rel.targets)
      .filter((target) => target !== record && this.meaning(target) !== 'done');
    const byParent = record.source.rules.deferredParentDefers && parents.some((target) => later(target.issue));
    if (meaning === 'deferred' || later(record.issue) || byParent) return 'deferred';
    if (meaning === 'inProgress') return 'inProgress';
    return meaning === 'unknown' ? 'other' : 'ready';
  }

  /** Closes the issue, and then whatever comes free, round by round. */
  private unblocks(record: Rec): { direct: number; total: number } {
    if (this.meaning(record) === 'done') return { direct: 0, total: 0 };
    const waitingBefore = this.records.filter((rec) => this.waits(rec, new Set()).length > 0);
    const canFree = waitingBefore.filter((rec) => this.meaning(rec) !== 'blocked' && this.unknown(rec).length === 0);
    const closed = new Set([record]);
    let direct: number | undefined;
    const freed = new Set<Rec>();
    for (;;) {
      const free = canFree.filter((rec) => !closed.has(rec) && this.waits(rec, closed).length === 0);
      for (const rec of free) freed.add(rec);
      direct ??= free.filter((rec) => !this.notWork(rec)).length;
      if (free.length === 0) break;
      for (const rec of free) closed.add(rec);
    }
    return { direct, total: [...freed].filter((rec) => !this.notWork(rec)).length };
  }
}
