/** Answers for a record that could not be read: where it stands, and what is wrong with it. */
import { memo } from 'react';
import type { ProblemLine } from '../../src/protocol/messages';
import { strings } from '../strings';
import { Codicon } from './Codicon';
import { itemAttributes, type ItemPlace } from './itemPlace';

export const ProblemRow = memo(function ProblemRow({
  problem,
  problemIndex,
  ...place
}: ItemPlace & { readonly problem: ProblemLine; readonly problemIndex: number }) {
  const where = strings.problemPlace(problem.path, problem.line, problem.source);
  return (
    <div
      {...itemAttributes(place)}
      className={`row problem${place.active ? ' active' : ''}`}
      aria-level={2}
      aria-label={`${problem.message}, ${where}`}
      title={`${problem.message}\n${where}`}
      data-problem={problemIndex}
      data-vscode-context={problemContext}
    >
      <Codicon name="warning" className="glyph tone-warn" />
      <div className="row-title">
        <span className="row-name">{problem.message}</span>
      </div>
      <div className="row-facts">
        <span className="fact-text">{where}</span>
      </div>
    </div>
  );
});

const problemContext = JSON.stringify({ webviewSection: 'problem', preventDefaultContextMenuItems: true });
