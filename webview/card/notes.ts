/** Answers for the sentences of a card: why the issue waits, and what is off about it. */
import { isNameless, issueName } from '../../src/protocol/issueName';
import type { Row } from '../../src/protocol/messages';
import type { IconName } from '../components/icons';
import type { Tone } from '../state/fact';
import { reasonSentence } from '../state/reasons';
import { subIssuesFact } from '../state/remoteFacts';
import { strings } from '../strings';

export interface Note {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly text: string;
}

/** The first reason, and those that the chain below does not tell; then everything that is off; then what it frees. */
export function notesOf(row: Row): readonly Note[] {
  const reasons = row.blockedBy.filter(({ reason }, at) => at === 0 || reason !== 'edge');
  const missing = row.unknownBlockers
    .filter((id) => !isNameless(row.source, id))
    .map((id) => issueName(row.source, id));
  const { direct, total } = row.unblocks;
  const notes: (Note | null)[] = [
    ...reasons.map((reason) => warning('lock', reasonSentence(row.source, reason), reason.reason === 'unknown')),
    ...row.drift.map(({ sentence }) => warning('warning', sentence, true)),
    row.started && row.status === 'blocked' ? warning('watch', strings.startedTitle, true) : null,
    missing.length === 0 ? null : warning('warning', strings.unknownBlockerTitle(missing), true),
    row.duplicate ? warning('warning', strings.duplicateTitle, true) : null,
    total === 0
      ? null
      : { icon: 'unlock', tone: isFree(row) ? 'good' : 'plain', text: strings.unblocksTitle(direct, total) },
    subIssues(row),
    row.openable ? null : { icon: 'info', tone: 'plain', text: strings.notOpenable },
  ];
  return notes.filter((note) => note !== null);
}

const warning = (icon: IconName, text: string, isLoud: boolean): Note => ({
  icon,
  tone: isLoud ? 'warn' : 'plain',
  text,
});

const isFree = ({ status }: Row): boolean => status === 'ready' || status === 'inProgress';

function subIssues(row: Row): Note | null {
  const fact = subIssuesFact(row);
  return fact === null ? null : { icon: 'checklist', tone: 'plain', text: fact.title };
}
