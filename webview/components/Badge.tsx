/**
 * Answers for a small count or word on a coloured ground. The toolkit's own badge sets a style attribute, which the
 * page's policy refuses, so this one is plain.
 */
import type { ReactNode } from 'react';

export function Badge({
  children,
  silent = false,
}: {
  readonly children: ReactNode;
  /** Somewhere else it is said in words. */
  readonly silent?: boolean;
}) {
  return (
    <span className="badge" aria-hidden={silent}>
      {children}
    </span>
  );
}
