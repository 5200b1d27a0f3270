/** Answers for one picture of the codicon font. */
import { codePoints, type IconName } from './icons';

/** Decoration only: what it means stands in the text or the label beside it. */
export function Codicon({ name, className = '' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <span
      className={`codicon ${className}`}
      data-icon={name}
      data-glyph={String.fromCodePoint(codePoints[name])}
      aria-hidden="true"
    />
  );
}
