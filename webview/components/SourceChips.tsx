/** Answers for "can I trust this": one chip a source, loud only when something is wrong. */
import type { SourceChip } from '../../src/protocol/messages';
import { formatAge } from '../../src/protocol/age';
import { formatMoment } from '../state/ages';
import { groupChips, isHealthy, oldestConfirmation, type ChipGroup } from '../state/chips';
import type { Tone } from '../state/facts';
import { strings } from '../strings';
import { Age } from './Age';
import { Codicon } from './Codicon';
import type { IconName } from './icons';
import { useNowMs, usePanel } from './panel';
import { ProgressRing } from './toolkit/ProgressRing';

const kindIcons: Readonly<Record<string, IconName>> = {
  beads: 'list-tree',
  github: 'github',
  jira: 'cloud',
  roadmap: 'milestone',
  backlog: 'checklist',
};

export function SourceChips({
  sources,
  syncing,
  withRepository,
}: {
  readonly sources: readonly SourceChip[];
  readonly syncing: boolean;
  /** Whether chips say which repository they are of. */
  readonly withRepository: boolean;
}) {
  if (sources.length === 0) return null;
  return (
    <div className="chips">
      <ul aria-label={strings.sources}>
        {groupChips(sources).map((group) => (
          <Chip key={group[0].id} group={group} withRepository={withRepository} />
        ))}
      </ul>
      {/* Always there, so that chips keep their width when a sync begins. */}
      <span className="syncing" title={syncing ? strings.syncing : undefined}>
        {syncing && <ProgressRing label={strings.syncing} />}
      </span>
    </div>
  );
}

function Chip({ group, withRepository }: { readonly group: ChipGroup; readonly withRepository: boolean }) {
  const { deeds } = usePanel();
  const [source] = group;
  const single = group.length === 1;
  const tone = toneOf(source);
  const confirmedAtMs = oldestConfirmation(group);
  const name =
    single && withRepository && source.repository !== null
      ? strings.sourceOfRepository(source.label, source.repository)
      : source.label;
  return (
    <li
      className={`chip tone-${tone}`}
      data-source={source.id}
      data-freshness={source.error === null ? (source.recalled ? 'recalled' : source.freshness) : 'error'}
      title={group.map(describe).join('\n\n')}
    >
      <Codicon name={tone === 'bad' ? 'error' : (kindIcons[source.kind] ?? 'issues')} className="gutter-icon" />
      <span className="chip-name">{name}</span>
      <span className="chip-state">
        {source.error === null && source.recalled && confirmedAtMs !== null ? (
          <RecalledAge sinceMs={confirmedAtMs} />
        ) : (
          <>
            {source.error === null ? strings.freshness(source.freshness) : strings.failing}
            {source.freshness !== 'live' && confirmedAtMs !== null && (
              <>
                {' '}
                <Age sinceMs={confirmedAtMs} />
              </>
            )}
          </>
        )}
      </span>
      {!single && <span>×{group.length}</span>}
      {source.error !== null && (
        <button
          type="button"
          className="icon-button"
          title={strings.retry}
          aria-label={strings.retrySource(name)}
          onClick={() => {
            deeds.act('sync');
          }}
        >
          <Codicon name="refresh" />
        </button>
      )}
    </li>
  );
}

/** It keeps counting like any other age. */
function RecalledAge({ sinceMs }: { readonly sinceMs: number }) {
  return strings.recalled(formatAge(useNowMs() - sinceMs));
}

function toneOf(source: SourceChip): Tone {
  if (source.error !== null) return 'bad';
  return isHealthy(source) || source.freshness === 'never' ? 'plain' : 'warn';
}

function describe(source: SourceChip): string {
  const { label, repository, via, error, freshness, confirmedAtMs, nextAttemptAtMs, recalled } = source;
  const name = repository === null ? label : strings.sourceOfRepository(label, repository);
  const lines = [
    via === '' ? name : strings.sourceVia(name, via),
    error === null ? '' : error.message,
    error === null ? '' : strings.failingSince(formatMoment(error.sinceMs)),
    freshness === 'live' && error === null
      ? strings.liveNow
      : confirmedAtMs === null
        ? strings.neverConfirmed
        : strings.confirmedAt(formatMoment(confirmedAtMs)),
    recalled ? strings.recalledTitle : '',
    nextAttemptAtMs === null ? '' : strings.nextAttempt(formatMoment(nextAttemptAtMs)),
  ];
  return lines.filter((line) => line !== '').join('\n');
}
