/** Answers for an age that keeps counting; it alone renders again when time passes. */
import { formatAge } from '../../src/protocol/age';
import { useNowMs } from './panel';

export function Age({
  sinceMs,
  say = (age) => age,
}: {
  readonly sinceMs: number;
  readonly say?: (age: string) => string;
}) {
  return <>{say(formatAge(useNowMs() - sinceMs))}</>;
}
