/** Answers for what engines were told is on disk, and for what is missing of it. */
import { holdsOver } from '../../../src/ports/keptStore';
import type { EngineLine, Kept } from './engineMessages';

type Found = Extract<EngineLine, { kind: 'found' }>;

interface KeptAt extends Kept {
  readonly at: number;
}

export class Acknowledged {
  private readonly kept = new Map<string, KeptAt[]>();
  /** By source: what was taken back, or was about to be. */
  private readonly takenBack = new Map<string, Kept[]>();
  private readonly saved = new Map<string, Extract<EngineLine, { kind: 'saved' }>[]>();
  private readonly found: Found[] = [];
  /** Acknowledgements so far. */
  count = 0;

  hear(line: EngineLine): void {
    if (line.kind === 'found') this.found.push(line);
    if (line.kind === 'keeping') {
      listIn(this.takenBack, line.source).push(...line.records.filter(({ value }) => value === null));
    }
    if (line.kind === 'saved') {
      this.count++;
      listIn(this.saved, line.source).push(line);
    }
    if (line.kind === 'kept') {
      this.count++;
      listIn(this.kept, line.source).push(...line.records.map((record) => ({ ...record, at: line.at })));
    }
  }

  /** What was found of all that had been acknowledged when it began to be looked for. One sentence for each that is wrong. */
  missing(): readonly string[] {
    return this.found.flatMap((found) => this.missingIn(found) ?? []);
  }

  /**
   * What was acknowledged in two epochs of one source: the later one went on from all that was acknowledged before.
   * One sentence for each that is wrong.
   */
  overtaken(): readonly string[] {
    return [...this.saved].flatMap(([source, saves]) => {
      const told: string[] = [];
      let newest = 0;
      for (const [epoch, revisions] of byEpoch(saves)) {
        const first = Math.min(...revisions);
        if (first <= newest) {
          told.push(`${source}: revision ${first} was acknowledged in epoch ${epoch}, ${newest} in one before`);
        }
        newest = Math.max(newest, ...revisions);
      }
      return told;
    });
  }

  private missingIn({ source, revision, kept, begunAt }: Found): string | null {
    if (typeof revision === 'string') return `${source}: ${revision}`;
    const saved = (this.saved.get(source) ?? []).filter(({ at }) => at < begunAt);
    const newest = Math.max(0, ...saved.map((each) => each.revision));
    if (revision < newest) return `${source}: revision ${revision} was found, ${newest} was acknowledged`;
    const there = new Map(kept.map((record) => [record.key, record]));
    for (const record of holding((this.kept.get(source) ?? []).filter(({ at }) => at < begunAt))) {
      const now = there.get(record.key);
      // One that was kept later holds over it, acknowledged or not.
      const isLost =
        record.value !== null && (now === undefined ? !this.isTakenBack(source, record) : now.atMs < record.atMs);
      if (isLost) return `${source}: "${record.key}" was acknowledged and is lost`;
      const isBack = record.value === null && now !== undefined && now.atMs <= record.atMs;
      if (isBack) return `${source}: "${record.key}" was taken back and is there again`;
    }
    return null;
  }

  /** Perhaps by somebody who was ended before that was acknowledged. */
  private isTakenBack(source: string, { key, atMs }: Kept): boolean {
    return (this.takenBack.get(source) ?? []).some((other) => other.key === key && other.atMs >= atMs);
  }
}

function listIn<T>(lists: Map<string, T[]>, name: string): T[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}

/** The oldest epoch first. */
function byEpoch(saves: readonly Extract<EngineLine, { kind: 'saved' }>[]): readonly (readonly [number, number[]])[] {
  const epochs = new Map<number, number[]>();
  for (const { epoch, revision } of saves) {
    if (epoch === null) continue;
    const revisions = epochs.get(epoch);
    if (revisions === undefined) epochs.set(epoch, [revision]);
    else revisions.push(revision);
  }
  return [...epochs].sort(([one], [other]) => one - other);
}

/** Of each key the one that holds. */
function holding(records: readonly Kept[]): Iterable<Kept> {
  const byKey = new Map<string, Kept>();
  for (const record of records) {
    const known = byKey.get(record.key);
    if (known === undefined || holdsOver(record, known)) byKey.set(record.key, record);
  }
  return byKey.values();
}
