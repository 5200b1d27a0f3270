/** Answers for every word the board shows beside what it shares with the panel. */
import type { Status } from '../../src/domain/readiness';
import type { BoardColumnId } from '../../src/protocol/boardColumns';
import type { ChainDirection, ChainNode } from '../../src/protocol/issueDetails';
import { say, sayCount, sayNumber } from '../say';

const columnNames: Readonly<Record<BoardColumnId, string>> = {
  inProgress: say('In Progress'),
  ready: say('Ready'),
  blocked: say('Blocked'),
};

const emptyColumns: Readonly<Record<BoardColumnId, string>> = {
  inProgress: say('Nothing is under way.'),
  ready: say('Nothing is free to be taken.'),
  blocked: say('Nothing waits for anything.'),
};

const statuses: Readonly<Record<Status, string>> = {
  inProgress: say('In progress'),
  ready: say('Ready'),
  blocked: say('Blocked'),
  deferred: say('Deferred'),
  other: say('Not work'),
  done: say('Done'),
};

const chainNames: Readonly<Record<ChainDirection, string>> = {
  blockers: say('Waits for'),
  unblocks: say('Unblocks'),
};

const marks: Readonly<Record<NonNullable<ChainNode['mark']>, string>> = {
  cycle: say('back to itself'),
  repeated: say('listed above'),
  unknown: say('cannot be found'),
  manual: say('marked blocked by hand'),
  parent: say('its parent'),
};

const markSentences: Readonly<Record<NonNullable<ChainNode['mark']>, string>> = {
  cycle: say('The chain comes back to this issue here, and is not followed again.'),
  repeated: say('What is below this issue was listed before.'),
  unknown: say('No record of it can be found.'),
  manual: say('Marked blocked by hand, by no issue.'),
  parent: say('A parent that is blocked holds its children back.'),
};

export const boardStrings = {
  board: say('Issue board'),
  columns: say('Columns'),
  column: (id: BoardColumnId) => columnNames[id],
  columnSpoken: (id: BoardColumnId, matching: number, total: number) =>
    matching === total
      ? sayCount('{1}, {0} issue | {1}, {0} issues', total, columnNames[id])
      : say('{0}, {1} of {2} shown', columnNames[id], sayNumber(matching), sayNumber(total)),
  columnCount: (matching: number, total: number) =>
    matching === total ? sayNumber(total) : say('{0} of {1}', sayNumber(matching), sayNumber(total)),
  columnEmpty: (id: BoardColumnId) => emptyColumns[id],
  columnNoMatch: say('Nothing here matches.'),
  onItsWay: say('On its way'),

  searchLabel: say('Filter the board by title, key, label or assignee'),
  searchPlaceholder: say('Filter the board'),
  shown: (matching: number, total: number) => say('{0} of {1} shown', sayNumber(matching), sayNumber(total)),
  all: (total: number) => sayCount('{0} issue | {0} issues', total),
  aside: (deferred: number, other: number) =>
    [
      deferred === 0 ? '' : say('{0} deferred', sayNumber(deferred)),
      other === 0 ? '' : say('{0} not work', sayNumber(other)),
    ]
      .filter((part) => part !== '')
      .join(', '),
  asideTitle: say('Listed in the side bar, in no column here'),

  detail: say('Chosen issue'),
  nothingChosen: say('No issue is chosen.'),
  nothingChosenHow: say('Choose a card to see its text, its facts and what it waits for.'),
  gone: say('That issue is no longer there.'),
  loadingDetail: say('Reading the issue…'),
  back: say('Back'),
  forward: say('Forward'),
  backTitle: say('Back along the chain (Alt+Left)'),
  forwardTitle: say('Forward along the chain (Alt+Right)'),
  deeds: say('Actions'),
  open: say('Open'),
  startWork: say('Start Work'),
  stopWork: say('Stop Work'),
  openInBrowser: say('Open in Browser'),
  copyKey: say('Copy Key'),
  status: (status: Status) => statuses[status],
  trackerCalls: (status: string) => say('The tracker calls it “{0}”', status),

  facts: say('Facts'),
  priority: say('Priority'),
  type: say('Type'),
  labels: say('Labels'),
  assignees: say('Assigned to'),
  author: say('Author'),
  phase: say('Milestone'),
  parent: say('Part of'),
  created: say('Created'),
  updated: say('Changed'),
  closed: say('Closed'),
  deferred: say('Not before'),
  source: say('From'),
  confirmed: (age: string) => say('confirmed {0} ago', age),
  confirmedNow: say('confirmed just now'),
  live: say('live'),
  place: say('Record'),
  ago: (moment: string, age: string) => say('{0} ({1} ago)', moment, age),
  pullRequests: say('Pull requests'),

  text: say('Text'),
  noText: say('It has no text.'),
  readingText: say('Reading the text…'),
  textCut: say('This is the beginning of the text. Open the issue to read all of it.'),

  chain: (direction: ChainDirection) => chainNames[direction],
  chainSpoken: (direction: ChainDirection, title: string) =>
    direction === 'blockers' ? say('What “{0}” waits for', title) : say('What “{0}” unblocks', title),
  chainEmpty: (direction: ChainDirection) =>
    direction === 'blockers' ? say('It waits for nothing.') : say('Nothing waits for it.'),
  chainMore: (count: number) => sayCount('and {0} more | and {0} more', count),
  mark: (mark: NonNullable<ChainNode['mark']>) => marks[mark],
  markSentence: (mark: NonNullable<ChainNode['mark']>) => markSentences[mark],
  untitled: say('no title known'),
} as const;
