/** Answers for the header of a group, in the manner of the editor's own pane headers. */
import { memo } from 'react';
import { shownText } from '../../src/protocol/shownText';
import type { Section } from '../state/section';
import { listStrings as strings } from '../strings/list';
import { Badge } from './Badge';
import { Codicon } from './Codicon';
import { itemAttributes, type ItemPlace } from './itemPlace';

export const SectionHeader = memo(function SectionHeader({
  section,
  tag,
  filtering,
  stuck,
  ...place
}: ItemPlace & {
  readonly section: Section;
  /** What tells a group by source from others of its name. */
  readonly tag: string | null;
  readonly filtering: boolean;
  /** The header lies over the rows of its group. */
  readonly stuck: boolean;
}) {
  const { id, group, total, matching, keys, skipped, expanded } = section.facts;
  const name = shownText(group === null ? strings.problemGroup(total) : strings.groupName(group));
  const pinned = skipped.length;
  const sentence = group === null ? name : strings.groupTitle(name, total, pinned, filtering ? matching : null);
  // The badge counts the rows below it; the tooltip names the pinned ones too.
  const listed = keys.length - pinned;
  const count = filtering ? strings.groupCount(matching, total) : strings.groupCount(listed, listed);
  return (
    <div
      {...itemAttributes(place)}
      className={[
        'section-header',
        place.top === null ? 'in-flow' : '',
        place.top === 0 || (place.top === null && !stuck && place.index === 0) ? 'first' : '',
        stuck ? 'stuck' : '',
        (group === null ? total : matching) === 0 ? 'empty' : '',
        place.active ? 'active' : '',
      ].join(' ')}
      aria-level={1}
      aria-expanded={expanded}
      title={sentence}
      data-group={id}
      data-section={group === null ? id : group.kind === 'status' ? group.value : undefined}
      data-vscode-context={sectionContext}
    >
      <span className="spoken">{sentence}</span>
      <Codicon name={expanded ? 'chevron-down' : 'chevron-right'} className="twistie" />
      {/* Names that people gave stay as they were written. */}
      <span className={group === null || group.kind === 'status' ? 'section-name ours' : 'section-name'} aria-hidden>
        {name}
      </span>
      {tag !== null && tag !== name && (
        <span className="section-tag" aria-hidden>
          {tag}
        </span>
      )}
      {group === null ? <Codicon name="warning" className="section-warning" /> : <Badge silent>{count}</Badge>}
    </div>
  );
});

const sectionContext = JSON.stringify({ webviewSection: 'section', preventDefaultContextMenuItems: true });
