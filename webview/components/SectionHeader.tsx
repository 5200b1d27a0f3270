/** Answers for the header of a section, in the manner of the editor's own pane headers. */
import { memo } from 'react';
import type { Section } from '../state/listModel';
import { strings } from '../strings';
import { Codicon } from './Codicon';
import { itemAttributes, type ItemPlace } from './itemPlace';
import { Badge } from './Badge';

export const SectionHeader = memo(function SectionHeader({
  section,
  filtering,
  stuck,
  ...place
}: ItemPlace & {
  readonly section: Section;
  readonly filtering: boolean;
  /** The header lies over the rows of its section. */
  readonly stuck: boolean;
}) {
  const { key, total, matching, expanded } = section;
  const name = key === 'problems' ? strings.problemSection(total) : strings.section(key);
  const pinned = filtering || key === 'problems' ? 0 : total - matching;
  const sentence = key === 'problems' ? name : strings.sectionTitle(name, total, pinned, filtering ? matching : null);
  // The badge counts the rows below it; the tooltip names the pinned one too.
  const listed = key === 'problems' ? total : matching;
  const count = filtering ? strings.sectionCount(matching, total) : strings.sectionCount(listed, listed);
  return (
    <div
      {...itemAttributes(place)}
      className={[
        'section-header',
        place.top === null ? 'in-flow' : '',
        place.top === 0 || (place.top === null && !stuck && place.index === 0) ? 'first' : '',
        stuck ? 'stuck' : '',
        matching === 0 ? 'empty' : '',
        place.active ? 'active' : '',
      ].join(' ')}
      aria-level={1}
      aria-expanded={expanded}
      aria-label={sentence}
      title={sentence}
      data-section={key}
      data-vscode-context={sectionContext}
    >
      <Codicon name={expanded ? 'chevron-down' : 'chevron-right'} className="twistie" />
      <span className="section-name">{name}</span>
      {key === 'problems' ? <Codicon name="warning" className="section-warning" /> : <Badge>{count}</Badge>}
    </div>
  );
});

const sectionContext = JSON.stringify({ webviewSection: 'section', preventDefaultContextMenuItems: true });
