/** Answers for showing a text that others wrote, and for what its links do. */
import { useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { markdownStrings as strings } from '../strings/markdown';
import { renderMarkdown } from './renderMarkdown';
import type { Knows } from './references';

export interface MarkdownProps {
  readonly text: string;
  /** Whether a line ends where it does in the text, as in comments; lines of files are filled. */
  readonly breaks: boolean;
  readonly knows: Knows;
  /** Opens a web or mail address. */
  readonly onAddress: (address: string) => void;
  /** Goes to an issue of the workspace. */
  readonly onIssue: (key: string) => void;
}

export function Markdown({ text, breaks, knows, onAddress, onIssue }: MarkdownProps) {
  const place = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLParagraphElement>(null);

  useLayoutEffect(() => {
    const { content, isCut } = renderMarkdown(text, { breaks, knows });
    place.current?.replaceChildren(content);
    if (note.current !== null) note.current.hidden = !isCut;
  }, [text, breaks, knows]);

  const follow = (event: MouseEvent | KeyboardEvent): void => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('.link') : null;
    const { address, target } = link?.dataset ?? {};
    if (address === undefined && target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (address !== undefined) onAddress(address);
    else if (target !== undefined) onIssue(target);
  };
  return (
    <>
      <div
        ref={place}
        className="markdown"
        onClick={follow}
        onKeyDown={(event) => {
          if (event.key === 'Enter') follow(event);
        }}
      />
      <p ref={note} className="markdown-cut" hidden>
        {strings.cut}
      </p>
    </>
  );
}
