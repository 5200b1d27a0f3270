/** Answers for the context as other extensions get it: made once a snapshot, in portions, frozen, and not kept for nobody. */
import type { ProjectContext } from '../domain/context';
import type { Clock } from '../ports/clock';
import { toContextJson } from '../protocol/contextJson';
import type { ContextJson } from '../protocol/contextScout';

/** Issues that are turned into JSON and frozen without a pause: far less than a frame takes. */
const portion = 100;

/** Under way, or made and let go of when nobody else holds it. */
type Made = Promise<ContextJson> | WeakRef<ContextJson>;

export class PublicContext {
  /** By whether done issues are listed. */
  private readonly made: Readonly<Record<'all' | 'open', WeakMap<ProjectContext, Made>>> = {
    all: new WeakMap(),
    open: new WeakMap(),
  };

  constructor(private readonly clock: Pick<Clock, 'nextTurn'>) {}

  /** @param all whether done issues are listed */
  async of(context: ProjectContext, all: boolean): Promise<ContextJson> {
    const made = this.made[all ? 'all' : 'open'];
    const before = made.get(context);
    const present = before instanceof WeakRef ? before.deref() : before;
    if (present !== undefined) return present;
    const making = this.make(context, all);
    made.set(context, making);
    try {
      const json = await making;
      made.set(context, new WeakRef(json));
      return json;
    } catch (error) {
      made.delete(context);
      throw error;
    }
  }

  private async make(context: ProjectContext, all: boolean): Promise<ContextJson> {
    const frame = toContextJson({ ...context, issues: [] }, { all });
    const issues: ContextJson['issues'][number][] = [];
    for (let from = 0; from < context.issues.length; from += portion) {
      if (from > 0) await this.clock.nextTurn();
      const part = { ...context, issues: context.issues.slice(from, from + portion), problems: [] };
      for (const issue of toContextJson(part, { all }).issues) issues.push(frozen(issue));
    }
    return frozen({ ...frame, issues });
  }
}

/** Freezes a value and all in it. What is frozen already is taken to be so to its ground. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}
