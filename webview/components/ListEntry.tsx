/** Answers for choosing what stands at one place of the list. */
import { memo } from 'react';
import type { SourceChip } from '../../src/protocol/messages';
import { isWritable } from '../state/chips';
import type { ListModel } from '../state/listModel';
import type { PanelData } from '../state/panelData';
import type { Heights, Section } from '../state/section';
import type { Selection } from '../state/selection';
import { listStrings as strings } from '../strings/list';
import { IssueRow } from './IssueRow';
import { itemStyle } from './itemPlace';
import { MoreProblems } from './MoreProblems';
import { ProblemRow } from './ProblemRow';
import { SectionHeader } from './SectionHeader';

export const ListEntry = memo(function ListEntry({
  data,
  model,
  sources,
  heights,
  index,
  top,
  stuck,
  active,
  selection,
}: {
  readonly data: PanelData;
  readonly model: ListModel;
  readonly sources: ReadonlyMap<string, SourceChip>;
  readonly heights: Heights;
  readonly index: number;
  readonly top: number | null;
  readonly stuck: boolean;
  readonly active: boolean;
  readonly selection: Selection;
}) {
  const entry = model.entryAt(index);
  if (entry === null) return null;
  const height = model.heightAt(index, heights);
  if (entry.kind === 'note') {
    return (
      <div className="note" style={itemStyle({ top, height })}>
        {strings.nothingReady(data.header.counts.blocked)}
      </div>
    );
  }
  const { position, of } = entry;
  const chosen = entry.kind === 'row' && selection.has.has(entry.key);
  const selected = chosen || (active && selection.keys.length === 0);
  const place = { index, position, of, active, selected, chosen, top, height };
  switch (entry.kind) {
    case 'section':
      return (
        <SectionHeader
          {...place}
          section={entry.section}
          tag={tagOf(entry.section, sources)}
          filtering={model.filtering}
          stuck={stuck}
        />
      );
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
          mixed={entry.section !== null && entry.section.facts.group?.kind !== 'status'}
          selectedKeys={chosen ? selection.keys : noKeys}
        />
      );
    }
  }
});

const noKeys: readonly string[] = [];

/** Sources of one kind, in several repositories, have one name. */
function tagOf({ facts: { group } }: Section, sources: ReadonlyMap<string, SourceChip>): string | null {
  return group?.kind === 'source' ? (sources.get(group.value)?.tag ?? null) : null;
}
