/** Answers for the text of the chosen issue. */
import { Suspense, useCallback } from 'react';
import type { IssueText } from '../../src/protocol/issueDetails';
import type { Row } from '../../src/protocol/messages';
import { boardStrings } from '../strings/board';
import { useBoard } from './boardContext';
import { LateMarkdown } from './lateMarkdown';

export function DetailText({
  text,
  source,
  rows,
  onIssue,
}: {
  /** Undefined: on its way. Null: there is none. */
  readonly text: IssueText | null | undefined;
  /** Id of the source of the issue. */
  readonly source: string;
  readonly rows: ReadonlyMap<string, Row>;
  readonly onIssue: (key: string) => void;
}) {
  const { openAddress } = useBoard();
  /** A name as one of `source` says it; only what has a row is known. */
  const knows = useCallback(
    (name: string): string | null => {
      const keys = [`${source}#${name}`, `${source}#${name.replace(/^#/, '')}`];
      return keys.find((each) => rows.has(each)) ?? null;
    },
    [source, rows],
  );
  if (text === undefined) return <p className="detail-note">{boardStrings.readingText}</p>;
  if (text === null || text.markdown.trim() === '') return <p className="detail-note">{boardStrings.noText}</p>;
  return (
    <article className="detail-text" aria-label={boardStrings.text}>
      <Suspense fallback={<p className="detail-note">{boardStrings.readingText}</p>}>
        <LateMarkdown
          text={text.markdown}
          // On servers comments keep their lines; in files lines are filled.
          breaks={source.startsWith('github:')}
          knows={knows}
          onAddress={openAddress}
          onIssue={onIssue}
        />
      </Suspense>
      {!text.isWhole && <p className="detail-note">{boardStrings.textCut}</p>}
    </article>
  );
}
