/** Answers for the rest of a card: people, labels, dates, and where the issue comes from. */
import type { ReactNode } from 'react';
import { formatAge, nowAge } from '../../src/protocol/age';
import type { IssueDetails } from '../../src/protocol/issueDetails';
import { shownText } from '../../src/protocol/shownText';
import { formatMoment } from '../state/ages';
import { initials } from '../state/names';
import { strings } from '../strings';
import { cardStrings } from '../strings/card';

export function Particulars({
  details,
  nowMs,
  onIssue,
}: {
  readonly details: IssueDetails;
  readonly nowMs: number;
  readonly onIssue: (key: string) => void;
}) {
  const { labels, assignees, author, parent, phase, place, source } = details;
  const pair = (name: string, value: ReactNode) => (
    <div key={name}>
      <dt>{name}</dt>
      <dd dir="auto">{value}</dd>
    </div>
  );
  const date = (name: string, atMs: number | null) => atMs !== null && pair(name, moment(atMs, nowMs));
  return (
    <dl className="issue-particulars">
      {labels.length > 0 && pair(cardStrings.labels, <Labels names={labels} />)}
      {assignees.length > 0 && pair(cardStrings.assignees, <People names={assignees} />)}
      {author !== null && pair(cardStrings.author, shownText(author))}
      {parent !== null &&
        pair(
          cardStrings.parent,
          <button
            type="button"
            className="link-button"
            onClick={() => {
              onIssue(parent.key);
            }}
          >
            {shownText(parent.title)}
          </button>,
        )}
      {phase !== null && pair(cardStrings.phase, shownText(phase))}
      {date(cardStrings.created, details.createdAtMs)}
      {date(cardStrings.updated, details.updatedAtMs)}
      {date(cardStrings.closed, details.closedAtMs)}
      {date(cardStrings.deferred, details.deferUntilMs)}
      {pair(cardStrings.source, sourceText(source, nowMs))}
      {place !== null && pair(cardStrings.record, shownText(strings.problemPlace(place.path, place.line, '')))}
    </dl>
  );
}

function Labels({ names }: { readonly names: readonly string[] }) {
  return names.map((name) => (
    <span key={name} className="label" dir="auto">
      {shownText(name)}
    </span>
  ));
}

function People({ names }: { readonly names: readonly string[] }) {
  return names.map((name) => (
    <span key={name} className="issue-person" dir="auto">
      <span className="avatar" aria-hidden="true">
        {initials(shownText(name))}
      </span>
      {shownText(name)}
    </span>
  ));
}

/** When it was or will be, absolute and from now on. */
export function moment(atMs: number, nowMs: number): string {
  const at = formatMoment(atMs);
  const age = formatAge(Math.abs(nowMs - atMs));
  if (age === nowAge()) return cardStrings.justNow(at);
  return atMs > nowMs ? cardStrings.ahead(at, age) : cardStrings.ago(at, age);
}

function sourceText({ label, freshness, confirmedAtMs }: IssueDetails['source'], nowMs: number): string {
  if (freshness === 'live') return `${label}, ${cardStrings.live}`;
  if (confirmedAtMs === null) return `${label}, ${cardStrings.neverRead}`;
  const age = formatAge(nowMs - confirmedAtMs);
  return age === nowAge() ? cardStrings.confirmedNow(label) : cardStrings.confirmed(label, age);
}
