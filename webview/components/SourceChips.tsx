/** Answers for "can I trust this": one chip a source, loud only when something is wrong, and more of one on demand. */
import { useState } from 'react';
import type { SourceChip as Source } from '../../src/protocol/messages';
import { groupChips } from '../state/chips';
import { sourceName } from '../state/sourceLines';
import { strings } from '../strings';
import { SourceChip } from './SourceChip';
import { SourceDetails } from './SourceDetails';
import { ProgressRing } from './toolkit/ProgressRing';

const detailsId = 'source-details';

export function SourceChips({
  sources,
  syncing,
  withRepository,
}: {
  readonly sources: readonly Source[];
  readonly syncing: boolean;
  /** Whether chips say which repository they are of. */
  readonly withRepository: boolean;
}) {
  const [openId, setOpenId] = useState<string | null>(null);
  if (sources.length === 0) return null;
  const groups = groupChips(sources);
  const open = groups.find(([first]) => first.id === openId);
  return (
    <>
      <div className="chips">
        <ul aria-label={strings.sources}>
          {groups.map((group) => {
            const [{ id }] = group;
            return (
              <SourceChip
                key={id}
                group={group}
                withRepository={withRepository}
                detailsId={detailsId}
                open={id === openId}
                onToggle={() => {
                  setOpenId(id === openId ? null : id);
                }}
              />
            );
          })}
        </ul>
        {/* Always there, so that chips keep their width when a sync begins. */}
        <span className="syncing" title={syncing ? strings.syncing : undefined}>
          {syncing && <ProgressRing label={strings.syncing} />}
        </span>
      </div>
      {open !== undefined && (
        <SourceDetails
          id={detailsId}
          group={open}
          onClose={() => {
            setOpenId(null);
          }}
        />
      )}
      <span className="spoken" role="status">
        {spokenProgress(sources)}
      </span>
    </>
  );
}

/** How far long readings are, in steps of ten percent: each step is spoken. */
function spokenProgress(sources: readonly Source[]): string {
  return sources
    .flatMap((source) => {
      const { done = 0, total = null } = source.remote?.progress ?? {};
      if (total === null || total === 0) return [];
      const percent = Math.min(10, Math.floor((done / total) * 10)) * 10;
      return [strings.progressSpoken(sourceName(source, true), percent)];
    })
    .join('. ');
}
