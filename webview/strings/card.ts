/** Answers for the words of an issue's card that it does not share with its row. */
import type { PullRequest } from '../../src/domain/issue';
import type { ChainNode } from '../../src/protocol/issueDetails';
import { say, sayCount } from '../say';

const marks: Readonly<Record<NonNullable<ChainNode['mark']>, string>> = {
  cycle: say('goes round to itself'),
  repeated: say('listed above'),
  unknown: say('cannot be found'),
  manual: say('marked blocked by hand'),
  parent: say('parent'),
};

const states: Readonly<Record<PullRequest['state'], string>> = {
  open: say('open'),
  draft: say('draft'),
  merged: say('merged'),
  closed: say('closed, not merged'),
};

const reviews: Readonly<Record<NonNullable<PullRequest['review']>, string>> = {
  approved: say('approved'),
  changesRequested: say('changes requested'),
  required: say('waits for a review'),
};

export const cardStrings = {
  /** Spoken once when a card is opened by keyboard. */
  opened: say('Preview. Tab goes into it, Escape closes it.'),
  moreText: say('Read All'),
  noText: say('No description.'),
  waitsFor: say('Waits for'),
  unblocks: say('Unblocks'),
  pullRequests: say('Pull requests'),
  moreNodes: (count: number) => sayCount('and {0} more | and {0} more', count),
  level: (depth: number) => say('level {0}', depth),
  mark: (mark: NonNullable<ChainNode['mark']>) => marks[mark],
  pullRequest: (state: PullRequest['state'], review: PullRequest['review']) =>
    review === null ? states[state] : `${states[state]}, ${reviews[review]}`,
  labels: say('Labels'),
  assignees: say('Assigned to'),
  author: say('Written by'),
  parent: say('Part of'),
  phase: say('Phase'),
  created: say('Created'),
  updated: say('Updated'),
  closed: say('Closed'),
  deferred: say('Deferred until'),
  source: say('Source'),
  record: say('Record'),
  neverRead: say('not read yet'),
  live: say('live'),
  /** Of a moment before now: `2026-03-12 09:30, 3d ago`. */
  ago: (moment: string, age: string) => say('{0}, {1} ago', moment, age),
  justNow: (moment: string) => say('{0}, just now', moment),
  ahead: (moment: string, wait: string) => say('{0}, in {1}', moment, wait),
  confirmed: (label: string, age: string) => say('{0}, confirmed {1} ago', label, age),
  confirmedNow: (label: string) => say('{0}, confirmed just now', label),
} as const;
