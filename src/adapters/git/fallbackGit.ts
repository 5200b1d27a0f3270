/** Answers for a repository's state by the first of several readers that can tell it. */
import { describeFailure, type Failure } from '../../domain/failure';
import type { GitState } from '../../domain/git';
import { err, type Result } from '../../domain/result';
import type { GitReader } from '../../ports/gitReader';
import type { Log } from '../../ports/log';

export class FallbackGitReader implements GitReader {
  readonly name = 'fallback';
  /** The mechanism that answered last, by root, so that the log is told of changes only. */
  private readonly answeredBy = new Map<string, string>();

  /** `readers` in the order they are asked. */
  constructor(
    private readonly readers: readonly GitReader[],
    private readonly log: Log,
  ) {}

  /** The failure of the last reader when none can tell. */
  async read(root: string, signal: AbortSignal): Promise<Result<GitState, Failure>> {
    const reasons: string[] = [];
    let last: Result<GitState, Failure> = err({ kind: 'notARepository', path: root });
    for (const reader of this.readers) {
      last = await reader.read(root, signal);
      if (last.ok) {
        this.tell(root, reader.name, reasons);
        return last;
      }
      reasons.push(`${reader.name}: ${describeFailure(last.error)}`);
    }
    this.tell(root, 'nobody', reasons);
    return last;
  }

  /** The name of the reader that told the state of the repository last; null: none was asked. */
  answererOf(root: string): string | null {
    return this.answeredBy.get(root) ?? null;
  }

  private tell(root: string, answeredBy: string, reasons: readonly string[]): void {
    const before = this.answeredBy.get(root);
    if (before === answeredBy) return;
    this.answeredBy.set(root, answeredBy);
    if (before === undefined && reasons.length === 0) return;
    const why = reasons.length === 0 ? '' : ` (${reasons.join(' ')})`;
    this.log.info(`Git state of ${root} is now read by ${answeredBy}${why}`);
  }
}
