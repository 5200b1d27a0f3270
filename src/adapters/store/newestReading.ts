/** Answers for asking the database's thread for the newest reading that is sound, however many files are damaged. */
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import { LoadedRows } from './loadedRows';
import type { Layout } from './readingDiff';
import type { LoadOutcome, SourceJob } from './storeMessages';
import type { StoreThread } from './storeThread';

export interface NewestReading {
  readonly found: Extract<LoadOutcome, { kind: 'loaded' }>;
  readonly layout: Layout;
}

/** Null: there is none. What turns out to be damaged is set aside, and the file of the epoch before it is tried. */
export async function newestReading(
  thread: Pick<StoreThread, 'do'>,
  job: SourceJob,
): Promise<Result<NewestReading | null, Failure>> {
  let before: number | null = null;
  for (;;) {
    const answer: Result<NewestReading | null | { readonly damaged: number }, Failure> = await oneReading(
      thread,
      job,
      before,
    );
    if (!answer.ok) return answer;
    if (answer.value === null || !('damaged' in answer.value)) return ok(answer.value);
    before = answer.value.damaged;
  }
}

async function oneReading(
  thread: Pick<StoreThread, 'do'>,
  job: SourceJob,
  before: number | null,
): Promise<Result<NewestReading | null | { readonly damaged: number }, Failure>> {
  let rows = new LoadedRows();
  const done = await thread.do({ kind: 'load', ...job, before }, [], () => {
    rows = new LoadedRows();
    return (json) => {
      rows.add(json);
    };
  });
  if (!done.ok) return done;
  const outcome = done.value;
  switch (outcome.kind) {
    case 'failed':
      return err(outcome.failure);
    case 'none':
      return ok(null);
    case 'damaged':
      return ok({ damaged: outcome.epoch });
    case 'loaded': {
      const layout = await rows.layout(outcome.count);
      if (layout !== null) return ok({ found: outcome, layout });
      const { epoch } = outcome.version;
      await thread.do({ kind: 'setAside', ...job, epoch });
      return ok({ damaged: epoch });
    }
  }
}
