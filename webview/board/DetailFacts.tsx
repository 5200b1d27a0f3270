/** Answers for all that is known of the chosen issue beside its text, one fact a line. */
import type { ReactNode } from 'react';
import type { IssueDetails } from '../../src/protocol/issueDetails';
import type { Row } from '../../src/protocol/messages';
import { formatAge, nowAge } from '../../src/protocol/age';
import { shownText } from '../../src/protocol/shownText';
import { Age } from '../components/Age';
import { FactList } from '../components/FactList';
import { usePanel } from '../components/panel';
import { formatDay, formatMoment } from '../state/ages';
import { factsOf } from '../state/facts';
import { strings } from '../strings';
import { boardStrings } from '../strings/board';

/** Said by the chains and the facts below. */
const saidElsewhere: ReadonlySet<string> = new Set([
  'reason',
  'unblocks',
  'status',
  'parent',
  'quiet',
  'trackerStatus',
  'until',
]);

export function DetailFacts({
  details,
  row,
  follow,
}: {
  readonly details: IssueDetails;
  readonly row: Row | undefined;
  readonly follow: (key: string) => void;
}) {
  const { now, deeds } = usePanel();
  const nowMs = now.get();
  const { key, parent, pullRequests, place, source } = details;
  const facts = row === undefined ? [] : factsOf(row, null, nowMs).filter(({ kind }) => !saidElsewhere.has(kind));
  const text = (value: string | null): ReactNode => value && <bdi>{shownText(value)}</bdi>;
  const list = (values: readonly string[]): ReactNode =>
    values.length > 0 &&
    values.map((value) => (
      <bdi key={value} className="label">
        {shownText(value)}
      </bdi>
    ));
  const moment = (atMs: number | null): ReactNode =>
    atMs !== null && <Age sinceMs={atMs} say={(age) => boardStrings.ago(formatMoment(atMs), age)} />;
  const lines: readonly (readonly [name: string, value: ReactNode])[] = [
    [boardStrings.priority, details.priority === null ? null : strings.priority(details.priority)],
    [boardStrings.type, text(details.type)],
    [boardStrings.labels, list(details.labels)],
    [boardStrings.assignees, text(details.assignees.join(', '))],
    [
      boardStrings.parent,
      parent !== null && (
        <button
          type="button"
          className="link-button"
          onClick={() => {
            follow(parent.key);
          }}
        >
          <bdi>{shownText(parent.title)}</bdi>
        </button>
      ),
    ],
    [boardStrings.phase, text(details.phase)],
    [
      boardStrings.pullRequests,
      pullRequests.length > 0 && (
        <ul>
          {pullRequests.map(({ id, title, state, review, link }) => (
            <li key={id}>
              <button
                type="button"
                className="link-button"
                title={strings.opensPage}
                onClick={() => {
                  deeds.openLink(key, link);
                }}
              >
                <bdi>{shownText(strings.pullRequest(id, title, state, review))}</bdi>
              </button>
            </li>
          ))}
        </ul>
      ),
    ],
    [boardStrings.author, text(details.author)],
    [boardStrings.deferred, details.deferUntilMs !== null && formatDay(details.deferUntilMs, nowMs)],
    [boardStrings.updated, moment(details.updatedAtMs)],
    [boardStrings.created, moment(details.createdAtMs)],
    [boardStrings.closed, moment(details.closedAtMs)],
    [boardStrings.source, sourceText(source, nowMs)],
    [
      boardStrings.place,
      place !== null && <bdi className="path">{shownText(strings.problemPlace(place.path, place.line, ''))}</bdi>,
    ],
  ];
  return (
    <>
      {facts.length > 0 && (
        <p className="detail-facts">
          <FactList facts={facts} />
        </p>
      )}
      <dl className="detail-lines" aria-label={boardStrings.facts}>
        {lines
          .filter(([, value]) => value !== null && value !== false && value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

function sourceText({ label, freshness, confirmedAtMs }: IssueDetails['source'], nowMs: number): string {
  if (freshness === 'live') return `${label}, ${boardStrings.live}`;
  if (confirmedAtMs === null) return `${label}, ${strings.neverConfirmed}`;
  const age = formatAge(nowMs - confirmedAtMs);
  return `${label}, ${age === nowAge() ? boardStrings.confirmedNow : boardStrings.confirmed(age)}`;
}
