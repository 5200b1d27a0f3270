/** Answers for every word the panel shows: one place, plain functions, so that a translation has one place too. */
import type { Freshness } from '../src/domain/freshness';
import type { GitOperation } from '../src/domain/git';
import type { Priority, PullRequest } from '../src/domain/issue';
import type { Status } from '../src/domain/readiness';
import type { RequestPause } from '../src/domain/requests';
import type { SectionKey } from '../src/protocol/arrangement';
import type { RowDrift } from '../src/protocol/rowRemote';
import type { ChipRemote, Trouble } from '../src/protocol/sourceHealth';

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

const troubleWords: Readonly<Record<Trouble, string>> = {
  offline: 'offline',
  notAnswering: 'not answering',
  limited: 'paused',
  signIn: 'sign-in needed',
  noAccess: 'no access',
  failing: 'failing',
};

const accountWays: Readonly<Record<NonNullable<ChipRemote['account']>['via'], string>> = {
  editor: 'the editor’s account',
  token: 'a personal token',
  environment: 'a token of the environment',
};

const pullRequestStates: Readonly<Record<PullRequest['state'], string>> = {
  open: 'open',
  draft: 'draft',
  merged: 'merged',
  closed: 'closed, not merged',
};

const reviewWords: Readonly<Record<NonNullable<PullRequest['review']>, string>> = {
  approved: 'approved',
  changesRequested: 'changes requested',
  required: 'waits for a review',
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
  gitAged: (freshness: Freshness, moment: string) => `git ${freshnessWords[freshness]}, as of ${moment}`,
  moreRepositories: (count: number) => plural(count, 'more repository', 'more repositories'),
  fewerRepositories: 'Show fewer repositories',

  // Source chips
  sources: 'Sources',
  freshness: (freshness: Freshness) => freshnessWords[freshness],
  /** Of data that is older than it should be: `now` would be a riddle. */
  oldAge: (age: string) => (age === 'now' ? '<1m' : age),
  sourceVia: (label: string, via: string) => `${label}, read from ${via}`,
  sourceOfRepository: (label: string, repository: string) => `${label} ${repository}`,
  confirmedAt: (moment: string) => `Confirmed ${moment}`,
  liveNow: 'Live: changes show by themselves',
  neverConfirmed: 'Not confirmed yet',
  failingSince: (moment: string) => `Failing since ${moment}. The data shown is the last that could be read.`,
  nextAttempt: (moment: string) => `Next attempt ${moment}`,
  notWatched: 'not watched',
  unwatched: (why: string, readsByItself: boolean) =>
    `${why} It is read ${readsByItself ? 'now and then' : 'when you sync, or work there,'} instead.`,
  gitUnwatched: (why: string) => `${why} Git is looked at now and then instead.`,
  syncing: 'Syncing',
  recalled: (age: string) => `${age} ago, reading`,
  recalledTitle: 'From an earlier session; being read now',
  trouble: (trouble: Trouble) => troubleWords[trouble],
  ago: (age: string) => (age === 'now' ? 'just now' : `${age} ago`),
  failingUnread: (moment: string) => `Failing since ${moment}. Nothing of it could be read yet.`,
  /** Null where the wait is over, here and below. */
  nextTry: (wait: string | null) => (wait === null ? 'trying again' : `next try in ${wait}`),
  goesOn: (wait: string | null) => (wait === null ? 'going on' : `goes on in ${wait}`),
  paused: 'paused',
  pausedTitle: (because: RequestPause['because'], host: string, wait: string) =>
    because === 'budget'
      ? `The request budget of ${host} is used up. Requests go on in ${wait}.`
      : `${host} asked for a pause. Requests go on in ${wait}.`,
  progress: (done: number, total: number | null) =>
    total !== null ? `${grouped(done)} of ${grouped(total)}` : done > 0 ? `${grouped(done)} read` : 'reading',
  progressTitle: (done: number, total: number | null) =>
    total === null ? `${issues(done)} read so far` : `${grouped(done)} of ${issues(total)} read so far`,
  progressBar: (name: string) => `Reading ${name}`,
  progressSpoken: (name: string, percent: number) => `${name}: ${percent} percent read`,
  account: (name: string) => `@${name}`,
  noAccount: 'no account',
  asAccount: (name: string | null, via: NonNullable<ChipRemote['account']>['via'], host: string) =>
    `${name === null ? 'Signed in' : `As @${name}`} at ${host}, with ${accountWays[via]}`,
  withoutAccount: (repository: string, host: string) => `${repository} at ${host}, without an account`,
  budget: (remaining: number, limit: number, resource: string, wait: string) =>
    `${grouped(remaining)} of ${plural(limit, 'request', 'requests')} left (${resource}), renewed in ${wait}`,
  incomplete: 'incomplete',
  hasNote: 'with a note',
  sourceDetails: (name: string) => `Details of ${name}`,
  statistics: 'Request Statistics',
  signIn: 'Sign In',
  useToken: 'Use a Token',
  authorize: 'Authorize',
  cancel: 'Cancel',
  ofSource: (deed: string, name: string) => `${deed}: ${name}`,

  // Filter
  filterLabel: 'Filter issues by title, id, label or assignee',
  filterPlaceholder: (total: number) => `Filter ${issues(total)}`,
  filterCount: (matching: number, total: number) => `${grouped(matching)} of ${grouped(total)}`,
  clearFilter: 'Clear Filter',
  noMatch: (typed: string) => `No issue matches “${typed}”.`,
  noMatchHow: (total: number) => `${issues(total)} ${total === 1 ? 'is' : 'are'} hidden by the filter.`,

  // List
  list: 'Issues',
  section: (key: SectionKey) => sectionNames[key],
  problemSection: (count: number) => `${plural(count, 'record', 'records')} could not be read`,
  sectionCount: (matching: number, total: number) =>
    matching === total ? grouped(total) : `${grouped(matching)} of ${grouped(total)}`,
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
  opensPage: 'Click opens it in the browser',
  namelessBlocker: { hidden: 'a blocker you cannot see', unread: 'blockers not read' },
  namelessBlockerTitle: {
    hidden: 'Waits for an issue that you cannot see',
    unread: 'Has blockers that were not read',
  },
  pullRequest: (id: string, title: string, state: PullRequest['state'], review: PullRequest['review']) =>
    `Pull request ${id} ${title}: ${pullRequestStates[state]}${review === null ? '' : `, ${reviewWords[review]}`}`,
  subIssues: (completed: number, total: number) => `${completed}/${total}`,
  subIssuesTitle: (completed: number, total: number) =>
    `${completed} of ${plural(total, 'sub-issue', 'sub-issues')} done`,
  drift: ({ kind, subject }: Pick<RowDrift, 'kind' | 'subject'>) => {
    switch (kind) {
      case 'fixedByCommit':
        return `${subject} says fixed`;
      case 'mergedPullRequest':
        return `PR ${subject} merged`;
      case 'branchOfDone':
        return 'branch of a closed issue';
      case 'quiet':
        return `no commits ${subject}d`;
    }
  },
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
  oldData: (age: string) => (age === 'now' ? '<1m old' : `${age} old`),
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
    { name: 'GitHub', place: 'git remote' },
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
  unreadBeside: (names: string, message: string) => `Without ${names}, which could not be read yet. ${message}`,
  nobodySignedIn: (host: string) => `Nobody is signed in at ${host}.`,
  waiting: (label: string) => `${label} was not read yet.`,
  pausedUnread: (wait: string | null) =>
    `The server allows no more requests for now. They go on by themselves${wait === null ? '' : ` in ${wait}`}.`,
  nextAttemptIn: (wait: string | null) =>
    wait === null ? 'It is being tried again.' : `The next attempt is in ${wait}.`,
  failureTitle: 'The issues could not be read.',
  showLog: 'Show Log',
  tryAgain: 'Try Again',
  restricted: 'Restricted Mode: files only, git counts not read.',
  manageTrust: 'Manage Trust',
  dismiss: 'Dismiss',
} as const;
