/** Answers for an age that keeps counting; it alone renders again when time passes. */
import { formatAge } from '../../src/protocol/age';
import { useNowMs } from './panel';

export function Age({ sinceMs }: { readonly sinceMs: number }) {
  return <>{formatAge(useNowMs() - sinceMs)}</>;
}
