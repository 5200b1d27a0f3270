/** Answers for moving a work tree to another branch without losing what is not committed in it. */
import type { RepositoryContext } from '../domain/context';
import type { Failure } from '../domain/failure';
import type { Result } from '../domain/result';
import type { GitWriter, Moved } from '../ports/gitWriter';
import type { Turned } from './workOutcome';
import type { ChangesQuestion, WorkQuestions } from './workQuestions';

interface Move {
  readonly repository: RepositoryContext;
  /** Paths of changes that are worth asking about. */
  readonly changed: readonly string[];
  readonly branch: string;
  readonly offersTree: boolean;
  /** What the stash is called. */
  readonly stashName: string;
  readonly run: () => Promise<Result<Moved, Failure>>;
}

type MoveOutcome =
  | Turned
  /** To be done in a work tree of its own. */
  | { readonly kind: 'tree' }
  | { readonly kind: 'moved'; readonly complaint: string | null; readonly stashed: boolean };

/** Asks what is to become of changes, again where they cannot be brought along, and moves. */
export async function moveWorkTree(git: GitWriter, ask: WorkQuestions, move: Move): Promise<MoveOutcome> {
  const { repository, changed, branch, offersTree } = move;
  if (changed.length === 0) return moved(await move.run(), false);
  let refusal: ChangesQuestion['refusal'] = null;
  for (;;) {
    const choice = await ask.changes({ repository, changed, branch, offersTree, refusal });
    switch (choice) {
      case null:
        return { kind: 'cancelled' };
      case 'show':
        return { kind: 'show', root: repository.root };
      case 'tree':
        return { kind: 'tree' };
      case 'stash':
        return await stashAndMove(git, move);
      case 'bring': {
        const result = await move.run();
        if (result.ok || result.error.kind !== 'programFailed') return moved(result, false);
        refusal = result.error;
      }
    }
  }
}

async function stashAndMove(git: GitWriter, { repository: { root }, stashName, run }: Move): Promise<MoveOutcome> {
  const stashed = await git.stash(root, stashName);
  if (!stashed.ok) return { kind: 'failed', failure: stashed.error, stashed: false };
  const result = await run();
  if (result.ok) return moved(result, true);
  const back = await git.unstash(root);
  return { kind: 'failed', failure: result.error, stashed: !back.ok };
}

const moved = (result: Result<Moved, Failure>, stashed: boolean): MoveOutcome =>
  result.ok
    ? { kind: 'moved', complaint: result.value.complaint, stashed }
    : { kind: 'failed', failure: result.error, stashed };
