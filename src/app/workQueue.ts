/** Answers for what is waiting to be read, and for one reader at a time serving all who asked. */

/** What is to be read again. Merging two never loses a wish. */
export interface Work {
  /** Look for repositories and sources anew. */
  workspace: boolean;
  /** Re-read every source and repository. */
  everything: boolean;
  readonly sources: Set<string>;
  readonly repositories: Set<string>;
}

export const noWork = (): Work => ({
  workspace: false,
  everything: false,
  sources: new Set(),
  repositories: new Set(),
});

/** A wish, as callers state it. */
export type Wish =
  | { readonly kind: 'workspace' }
  | { readonly kind: 'everything' }
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'repository'; readonly root: string }
  /** Nothing to read; only the clock moved (a deferral ended, data aged). */
  | { readonly kind: 'time' };

function include(work: Work, wish: Wish): void {
  switch (wish.kind) {
    case 'workspace':
      work.workspace = true;
      work.everything = true;
      return;
    case 'everything':
      work.everything = true;
      return;
    case 'source':
      work.sources.add(wish.id);
      return;
    case 'repository':
      work.repositories.add(wish.root);
      return;
    case 'time':
      return;
  }
}

/**
 * Runs `serve` for the wishes gathered since the last run, never twice at once. All who wished before a
 * run began share its result; a wish made while one runs is served by the next.
 */
export class WorkQueue<Result> {
  private waiting: { readonly work: Work; readonly promise: Promise<Result> } | null = null;
  private running: Promise<unknown> = Promise.resolve();

  constructor(private readonly serve: (work: Work) => Promise<Result>) {}

  ask(wish: Wish): Promise<Result> {
    if (this.waiting === null) {
      const work = noWork();
      const promise = this.running.then(() => {
        this.waiting = null;
        return this.serve(work);
      });
      this.running = promise.catch(() => undefined);
      this.waiting = { work, promise };
    }
    include(this.waiting.work, wish);
    return this.waiting.promise;
  }
}
