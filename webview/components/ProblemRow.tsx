/** Answers for a record that could not be read: what is wrong with it, and where it stands. */
import { memo } from 'react';
import type { ProblemLine } from '../../src/protocol/messages';
import { shownText } from '../../src/protocol/shownText';
import { strings } from '../strings';
import { Codicon } from './Codicon';
import { itemAttributes, type ItemPlace } from './itemPlace';

export const ProblemRow = memo(function ProblemRow({
  problem,
  tag,
  ...place
}: ItemPlace & {
  readonly problem: ProblemLine;
  /** Name of its source, where there are several. */
  readonly tag: string | null;
}) {
  const { line, source } = problem;
  const message = shownText(problem.message);
  const path = problem.path === null ? null : shownText(problem.path);
  const where = strings.problemPlace(path, line, source);
  const folderEnd = path === null ? 0 : path.lastIndexOf('/') + 1;
  return (
    <div
      {...itemAttributes(place)}
      className={`row problem${place.active ? ' active' : ''}`}
      aria-level={2}
      title={`${message}\n${where}`}
      data-problem={where}
      data-vscode-context={problemContext}
    >
      <Codicon name="warning" className="glyph tone-warn" />
      <span className="spoken">{[message, where, tag ?? ''].filter((part) => part !== '').join(', ')}</span>
      <div className="row-title" aria-hidden>
        <span className="row-name">{message}</span>
      </div>
      <div className="row-facts" aria-hidden>
        <span className="problem-place">
          {folderEnd > 0 && <span className="problem-folder">{where.slice(0, folderEnd)}</span>}
          <span className="problem-file">{(path ?? where).slice(folderEnd)}</span>
          {path !== null && line !== null && <span className="problem-line">:{line}</span>}
        </span>
        {tag !== null && <span className="fact fact-source">{tag}</span>}
      </div>
    </div>
  );
});

const problemContext = JSON.stringify({ webviewSection: 'problem', preventDefaultContextMenuItems: true });
