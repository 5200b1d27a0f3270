/** Answers for one tracker's rules in the form the engine asks them in: words to meanings, looked up once a word. */
import { canonicalId } from './canonicalId';
import type { Issue } from './issue';
import type { EdgeMeaning, StatusMeaning, TrackerRules } from './trackerRules';

/** What an edge kind means; one object per kind (by lower case) of a source. */
export interface EdgeKind {
  /** The kind in lower case. */
  readonly name: string;
  /** Null for kinds that relate issues without blocking them. */
  readonly meaning: EdgeMeaning | null;
}

/** What an issue's own record says, before any other issue is looked at. */
export interface Standing {
  /** `unknown`: a status no rule knows. */
  readonly meaning: StatusMeaning | 'unknown';
  readonly done: boolean;
  /** Holds up issues that wait for it. */
  readonly blocks: boolean;
  /** Nobody takes it as work, whatever its status. */
  readonly notWork: boolean;
}

/** The rules of one source, with the answers for every word met so far. */
export class StatusRules {
  private readonly finished: ReadonlySet<string>;
  private readonly idleTypes: ReadonlySet<string>;
  private readonly meanings = new Map<string, StatusMeaning | 'unknown'>();
  private readonly kinds = new Map<string, EdgeKind>();
  private readonly standings = new Map<string, Standing>();

  constructor(readonly declared: TrackerRules) {
    this.finished = new Set(declared.finishedNames);
    this.idleTypes = new Set(declared.notWorkTypes);
  }

  /** The form in which two ids of the source are compared. */
  canonicalId(id: string): string {
    return canonicalId(id, this.declared.ids);
  }

  edgeKind(kind: string): EdgeKind {
    const known = this.kinds.get(kind);
    if (known !== undefined) return known;
    const name = kind.toLowerCase();
    const entry = name === kind ? { name, meaning: own(this.declared.edges, name) ?? null } : this.edgeKind(name);
    this.kinds.set(kind, entry);
    return entry;
  }

  /** Issues that stand alike share one object. */
  standing(issue: Issue): Standing {
    const meaning = this.statusMeaning(issue.trackerStatus);
    const notWork =
      issue.notWork ||
      issue.remote?.outside === true ||
      meaning === 'parked' ||
      (issue.type !== null && this.idleTypes.has(issue.type.toLowerCase()));
    const name = notWork ? `${meaning} not work` : meaning;
    let standing = this.standings.get(name);
    if (standing === undefined) {
      const done = meaning === 'done';
      standing = { meaning, done, blocks: !done && meaning !== 'parked', notWork };
      this.standings.set(name, standing);
    }
    return standing;
  }

  private statusMeaning(trackerStatus: string): StatusMeaning | 'unknown' {
    const known = this.meanings.get(trackerStatus);
    if (known !== undefined) return known;
    const name = trackerStatus.toLowerCase();
    const meaning = own(this.declared.statuses, name) ?? (this.finished.has(name) ? 'done' : 'unknown');
    this.meanings.set(trackerStatus, meaning);
    return meaning;
  }
}

/** Whether two declarations say the same, so that nothing has to be judged anew. */
export function sameRules(a: TrackerRules, b: TrackerRules): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** A word such as `constructor` must not find what every object inherits. */
function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
