/** Answers for choosing what stands at one place of the list. */
import type { SourceChip } from '../../src/protocol/messages';
import type { Heights, ListModel } from '../state/listModel';
import type { PanelData } from '../state/panelData';
import { isWritable } from '../state/chips';
import { strings } from '../strings';
import { IssueRow } from './IssueRow';
import { itemStyle } from './itemPlace';
import { MoreProblems } from './MoreProblems';
import { ProblemRow } from './ProblemRow';
import { SectionHeader } from './SectionHeader';

export function ListEntry({
  data,
  model,
  sources,
  heights,
  index,
  top,
  stuck,
  active,
  filtering,
}: {
  readonly data: PanelData;
  readonly model: ListModel;
  readonly sources: ReadonlyMap<string, SourceChip>;
  readonly heights: Heights;
  readonly index: number;
  readonly top: number | null;
  readonly stuck: boolean;
  readonly active: boolean;
  readonly filtering: boolean;
}) {
  const entry = model.entryAt(index);
  if (entry === null) return null;
  const height = model.heightAt(index, heights);
  if (entry.kind === 'note') {
    return (
      <div className="note" style={itemStyle({ top, height })}>
        {strings.nothingReady(data.order.blocked.length)}
      </div>
    );
  }
  const { position, of } = entry;
  const place = { index, position, of, active, top, height };
  switch (entry.kind) {
    case 'section':
      return <SectionHeader {...place} section={entry.section} filtering={filtering} stuck={stuck} />;
    case 'problem': {
      const problem = data.header.problems[entry.index];
      if (problem === undefined) return null;
      return <ProblemRow {...place} problem={problem} tag={sources.get(problem.source)?.tag ?? null} />;
    }
    case 'more':
      return <MoreProblems {...place} count={data.header.problemCount - data.header.problems.length} />;
    case 'row': {
      const row = data.rows.get(entry.key);
      if (row === undefined) return null;
      const source = sources.get(row.source);
      // Not the source itself: it is another one with each message, and no row is to render again for that.
      return (
        <IssueRow
          {...place}
          row={row}
          tag={source?.tag ?? null}
          writable={source !== undefined && isWritable(source)}
          pinned={entry.section === null}
        />
      );
    }
  }
}
