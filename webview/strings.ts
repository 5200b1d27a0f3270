/** Answers for every word the panel shows: one place, plain functions, so that a translation has one place too. */
import type { Freshness } from '../src/domain/freshness';
import type { GitOperation } from '../src/domain/git';
import type { Priority } from '../src/domain/issue';
import type { Status } from '../src/domain/readiness';
import type { SectionKey } from '../src/protocol/arrangement';

/** Thousands apart, as in `1,900`. By hand: the first number format costs a page as much as its first frame. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

const plural = (count: number, one: string, many: string): string => `${grouped(count)} ${count === 1 ? one : many}`;
const issues = (count: number): string => plural(count, 'issue', 'issues');

const sectionNames: Readonly<Record<SectionKey, string>> = {
  inProgress: 'In Progress',
  ready: 'Ready',
  blocked: 'Blocked',
  deferred: 'Deferred',
  other: 'Other',
  problems: '',
};

const statusNames: Readonly<Record<Status, string>> = {
  inProgress: 'in progress',
  ready: 'ready',
  blocked: 'blocked',
  deferred: 'deferred',
  other: 'not work',
  done: 'done',
};

const operationNames: Readonly<Record<GitOperation, string>> = {
  clean: '',
  merge: 'merging',
  rebase: 'rebasing',
  'cherry-pick': 'cherry-picking',
  revert: 'reverting',
  bisect: 'bisecting',
  am: 'applying patches',
};

const freshnessWords: Readonly<Record<Freshness, string>> = {
  live: 'live',
  fresh: '',
  ageing: 'ageing',
  stale: 'stale',
  never: 'not read yet',
};

const priorityNames = ['critical', 'high', 'medium', 'low', 'lowest'] as const;

export const strings = {
  // Repository lines
  repositories: 'Repositories',
  notGit: 'not a git repository',
  gitUnknown: 'branch unknown',
  detached: 'detached',
  unborn: 'no commits yet',
  operation: (state: GitOperation) => operationNames[state],
  ahead: (count: number) => `${plural(count, 'commit', 'commits')} ahead`,
  behind: (count: number) => `${plural(count, 'commit', 'commits')} behind`,
  upstream: (name: string) => `upstream ${name}`,
  noUpstream: 'no upstream',
  changes: (count: number) => plural(count, 'changed file', 'changed files'),
  conflicts: (count: number) => plural(count, 'conflict', 'conflicts'),
  noChanges: 'no changes',
  /** The exact number is in the tooltip. */
  atMostHundreds: (count: number) => (count > 999 ? '999+' : `${count}`),
  phase: (name: string, completed: number, total: number) => `${name}: ${completed} of ${total} done`,
  phaseShort: (completed: number, total: number) => `${completed}/${total}`,
  moreRepositories: (count: number) => plural(count, 'more repository', 'more repositories'),
  fewerRepositories: 'Show fewer repositories',

  // Source chips
  sources: 'Sources',
  freshness: (freshness: Freshness) => freshnessWords[freshness],
  failing: 'failing',
  sourceVia: (label: string, via: string) => `${label}, read from ${via}`,
  sourceOfRepository: (label: string, repository: string) => `${label} ${repository}`,
  confirmedAt: (moment: string) => `Confirmed ${moment}`,
  liveNow: 'Live: changes show by themselves',
  neverConfirmed: 'Not confirmed yet',
  failingSince: (moment: string) => `Failing since ${moment}. The data shown is the last that could be read.`,
  nextAttempt: (moment: string) => `Next attempt ${moment}`,
  retry: 'Try again',
  retrySource: (label: string) => `Try again to read ${label}`,
  syncing: 'Syncing',
  recalled: (age: string) => `${age} ago, reading`,
  recalledTitle: 'From an earlier session; being read now',

  // Filter
  filterLabel: 'Filter issues by title, id, label or assignee',
  filterPlaceholder: (total: number) => `Filter ${issues(total)}`,
  filterCount: (matching: number, total: number) => `${matching} of ${total}`,
  clearFilter: 'Clear Filter',
  noMatch: (typed: string) => `No issue matches “${typed}”.`,
  noMatchHow: (total: number) => `${issues(total)} ${total === 1 ? 'is' : 'are'} hidden by the filter.`,

  // List
  list: 'Issues',
  section: (key: SectionKey) => sectionNames[key],
  problemSection: (count: number) => `${plural(count, 'record', 'records')} could not be read`,
  sectionCount: (matching: number, total: number) => (matching === total ? `${total}` : `${matching} of ${total}`),
  sectionTitle: (name: string, total: number, pinned: number, matching: number | null) =>
    [
      `${name}: ${issues(total)}`,
      matching === null ? '' : `, ${matching} shown by the filter`,
      pinned === 0 ? '' : `, ${pinned} of them shown on top`,
    ].join(''),
  nothingReady: (blocked: number) =>
    blocked === 0 ? 'Nothing is free to be taken.' : `Nothing is free: ${issues(blocked)} wait for others.`,
  moreProblems: (count: number) => `and ${grouped(count)} more`,
  showAll: 'Show All',

  // Rows
  current: 'The branch names this issue',
  status: (status: Status) => statusNames[status],
  priority: (priority: Priority) => `P${priority}, ${priorityNames[priority]}`,
  blockedBy: (id: string, title: string) => `by ${id} ${title}`,
  blockedByShort: (id: string) => `by ${id}`,
  viaParent: (title: string) => `via parent ${title}`,
  inCycle: (id: string, title: string) => `in a cycle with ${id} ${title}`,
  unknown: 'unknown',
  markedBlocked: 'marked blocked',
  reasonFull: {
    edge: (kind: string, id: string, title: string) => `Waits for ${id} ${title} (${kind})`,
    parent: (id: string, title: string) => `Its parent ${id} ${title} is blocked`,
    cycle: (id: string, title: string) => `Waits for itself, through ${id} ${title}`,
    unknown: (id: string) => `Waits for ${id}, which cannot be found`,
    manual: () => 'Marked blocked by hand',
  },
  goToBlocker: 'Click, or Alt+Enter, goes there',
  moreReasons: (count: number) => `+${count}`,
  unblocks: (count: number) => `unblocks ${count}`,
  unblocksTitle: (direct: number, total: number) =>
    `Closing this frees ${issues(direct)} at once${total > direct ? `, ${total} along the chain` : ''}`,
  started: 'started',
  startedTitle: 'Someone had begun before it was blocked',
  unknownBlockerTitle: (ids: readonly string[]) =>
    `${ids.join(', ')} cannot be found. The tracker does not block on ${ids.length === 1 ? 'it' : 'them'}.`,
  parentTitle: (title: string) => `Part of ${title}`,
  until: (day: string) => `until ${day}`,
  untilTitle: (day: string) => `Not to be taken up before ${day}`,
  trackerStatusTitle: (status: string) => `The tracker calls it “${status}”`,
  quiet: (age: string) => `quiet ${age}`,
  quietTitle: (moment: string) => `Nobody changed this issue since ${moment}`,
  oldData: (age: string) => `${age} old`,
  oldDataTitle: (moment: string) => `Last confirmed with its tracker ${moment}`,
  sourceTitle: (name: string) => `From ${name}`,
  duplicate: 'duplicate id',
  duplicateTitle: 'Another record has the same id',
  doneButCurrent: 'already done',
  assignee: (names: string) => `Assigned to ${names}`,
  labels: (names: string) => `Labels: ${names}`,
  type: (name: string) => `Type: ${name}`,
  notOpenable: 'Has no file or page to open',
  problemPlace: (path: string | null, line: number | null, source: string) =>
    path === null ? source : line === null ? path : `${path}:${line}`,

  // States
  loading: 'Reading issues…',
  noFolder: 'No folder is open.',
  noFolderHow: 'Open a folder that holds a repository, and its ready, running and blocked issues show here.',
  openFolder: 'Open Folder',
  noTracker: (place: string) => `No issues are kept in ${place} yet.`,
  thisFolder: 'this folder',
  theseFolders: 'these folders',
  noTrackerLooked: 'Context Scout reads these in every repository of the workspace:',
  trackersRead: [
    { name: 'Beads', place: '.beads/issues.jsonl' },
    { name: 'Roadmap', place: '.roadmap/issues' },
    { name: 'Backlog.md', place: 'backlog/' },
  ],
  noTrackerHow:
    'New Issue begins a Roadmap: a markdown file in the folder. What a tracker writes shows here by itself.',
  newIssue: 'New Issue',
  lookAgain: 'Look Again',
  settings: 'Settings',
  noIssues: (labels: string) => `${labels} holds no issues yet.`,
  noIssuesHow: 'The first one shows here by itself, whatever writes it.',
  allDone: (count: number) => (count === 1 ? 'The one issue is done.' : `All ${count} issues are done.`),
  allDoneHow: 'Nothing is open, nothing waits. The next issue shows here as soon as it is written.',
  unread: (labels: string) => `${labels} could not be read.`,
  failureTitle: 'The issues could not be read.',
  showLog: 'Show Log',
  tryAgain: 'Try Again',
  restricted: 'Restricted Mode: files only, git counts not read.',
  manageTrust: 'Manage Trust',
  dismiss: 'Dismiss',
} as const;
