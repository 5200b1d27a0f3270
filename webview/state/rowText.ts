/** Answers for what a row says in words: its tooltip, and what a screen reader speaks. */
import { issueName } from '../../src/protocol/issueName';
import type { Row } from '../../src/protocol/messages';
import { shownText } from '../../src/protocol/shownText';
import { strings } from '../strings';
import type { Fact } from './fact';
import { reasonSentence } from './reasons';
import { pullRequestFact, subIssuesFact } from './remoteFacts';

/** Everything the panel knows of the issue, one thing a line: for where there is no card. */
export function rowTooltip(row: Row): string {
  const lines = [
    row.title,
    [
      issueName(row.source, row.id),
      strings.status(row.status),
      row.priority === null ? '' : strings.priority(row.priority),
    ]
      .filter((part) => part !== '')
      .join(' · '),
    ...row.blockedBy.map((reason) => reasonSentence(row.source, reason)),
    row.unblocks.total > 0 ? strings.unblocksTitle(row.unblocks.direct, row.unblocks.total) : '',
    row.unknownBlockers.length > 0
      ? strings.unknownBlockerTitle(row.unknownBlockers.map((id) => issueName(row.source, id)))
      : '',
    ...row.drift.map(({ sentence }) => sentence),
    pullRequestFact(row)?.title ?? '',
    subIssuesFact(row)?.title ?? '',
    row.parentTitle === null ? '' : strings.parentTitle(row.parentTitle),
    row.type === null ? '' : strings.type(row.type),
    row.labels.length > 0 ? strings.labels(row.labels.join(', ')) : '',
    row.assignees.length > 0 ? strings.assignee(row.assignees.join(', ')) : '',
    row.openable ? '' : strings.notOpenable,
  ];
  return lines
    .filter((line) => line !== '')
    .map(shownText)
    .join('\n');
}

/** Title first, then what the row shows, as one spoken line. */
export function rowLabel(row: Row, facts: readonly Fact[]): string {
  return [
    row.title,
    issueName(row.source, row.id),
    row.current ? strings.current : '',
    strings.status(row.status),
    row.priority === null ? '' : strings.priority(row.priority),
    ...row.blockedBy.map((reason) => reasonSentence(row.source, reason)),
    ...facts.filter(({ kind }) => kind !== 'reason' && kind !== 'status').map(({ title }) => title),
    row.labels.length > 0 ? strings.labels(row.labels.join(', ')) : '',
    row.assignees.length > 0 ? strings.assignee(row.assignees.join(', ')) : '',
  ]
    .filter((part) => part !== '')
    .map(shownText)
    .join(', ');
}
