/** Answers for every word the panel shows: one place, plain functions, each text translated as it is made. */
import type { Freshness } from '../src/domain/freshness';
import type { GitOperation } from '../src/domain/git';
import type { Priority, PullRequest } from '../src/domain/issue';
import type { Status } from '../src/domain/readiness';
import type { RequestPause } from '../src/domain/requests';
import { nowAge } from '../src/protocol/age';
import type { RowDrift } from '../src/protocol/rowRemote';
import type { ChipRemote, Trouble } from '../src/protocol/sourceHealth';
import { say, sayCount, sayNumber } from './say';

const statusNames: Readonly<Record<Status, string>> = {
  inProgress: say('in progress'),
  ready: say('ready'),
  blocked: say('blocked'),
  deferred: say('deferred'),
  other: say('not work'),
  done: say('done'),
};

const operationNames: Readonly<Record<GitOperation, string>> = {
  clean: '',
  merge: say('merging'),
  rebase: say('rebasing'),
  'cherry-pick': say('cherry-picking'),
  revert: say('reverting'),
  bisect: say('bisecting'),
  am: say('applying patches'),
};

const freshnessWords: Readonly<Record<Freshness, string>> = {
  live: say('live'),
  fresh: '',
  ageing: say('ageing'),
  stale: say('stale'),
  never: say('not read yet'),
};

const troubleWords: Readonly<Record<Trouble, string>> = {
  offline: say('offline'),
  notAnswering: say('not answering'),
  limited: say('paused'),
  signIn: say('sign-in needed'),
  noAccess: say('no access'),
  failing: say('failing'),
};

const accountWays: Readonly<Record<NonNullable<ChipRemote['account']>['via'], string>> = {
  editor: say('the editor’s account'),
  token: say('a personal token'),
  environment: say('a token of the environment'),
};

const pullRequestStates: Readonly<Record<PullRequest['state'], string>> = {
  open: say('open'),
  draft: say('draft'),
  merged: say('merged'),
  closed: say('closed, not merged'),
};

const reviewWords: Readonly<Record<NonNullable<PullRequest['review']>, string>> = {
  approved: say('approved'),
  changesRequested: say('changes requested'),
  required: say('waits for a review'),
};

const priorityNames = [say('critical'), say('high'), say('medium'), say('low'), say('lowest')] as const;

export const strings = {
  // Repository lines
  repositories: say('Repositories'),
  notGit: say('not a git repository'),
  gitUnknown: say('branch unknown'),
  detached: say('detached'),
  unborn: say('no commits yet'),
  operation: (state: GitOperation) => operationNames[state],
  ahead: (count: number) => sayCount('{0} commit ahead | {0} commits ahead', count),
  behind: (count: number) => sayCount('{0} commit behind | {0} commits behind', count),
  upstream: (name: string) => say('upstream {0}', name),
  noUpstream: say('no upstream'),
  changes: (count: number) => sayCount('{0} changed file | {0} changed files', count),
  conflicts: (count: number) => sayCount('{0} conflict | {0} conflicts', count),
  noChanges: say('no changes'),
  /** The exact number is in the tooltip. */
  atMostHundreds: (count: number) => (count > 999 ? '999+' : `${count}`),
  phase: (name: string, completed: number, total: number) => say('{0}: {1} of {2} done', name, completed, total),
  phaseShort: (completed: number, total: number) => `${completed}/${total}`,
  gitAged: (freshness: Freshness, moment: string) => say('git {0}, as of {1}', freshnessWords[freshness], moment),
  moreRepositories: (count: number) => sayCount('{0} more repository | {0} more repositories', count),
  fewerRepositories: say('Show fewer repositories'),

  // Source chips
  sources: say('Sources'),
  freshness: (freshness: Freshness) => freshnessWords[freshness],
  /** Of data that is older than it should be: `now` would be a riddle. */
  oldAge: (age: string) => (age === nowAge() ? say('<1m') : age),
  sourceVia: (label: string, via: string) => say('{0}, read from {1}', label, via),
  sourceOfRepository: (label: string, repository: string) => `${label} ${repository}`,
  confirmedAt: (moment: string) => say('Confirmed {0}', moment),
  liveNow: say('Live: changes show by themselves'),
  neverConfirmed: say('Not confirmed yet'),
  failingSince: (moment: string) => say('Failing since {0}. The data shown is the last that could be read.', moment),
  nextAttempt: (moment: string) => say('Next attempt {0}', moment),
  notWatched: say('not watched'),
  unwatched: (why: string, readsByItself: boolean) =>
    readsByItself
      ? say('{0} It is read now and then instead.', why)
      : say('{0} It is read when you sync, or work there, instead.', why),
  gitUnwatched: (why: string) => say('{0} Git is looked at now and then instead.', why),
  syncing: say('Syncing'),
  recalled: (age: string) => say('{0} ago, reading', age),
  recalledTitle: say('From an earlier session; being read now'),
  trouble: (trouble: Trouble) => troubleWords[trouble],
  ago: (age: string) => (age === nowAge() ? say('just now') : say('{0} ago', age)),
  failingUnread: (moment: string) => say('Failing since {0}. Nothing of it could be read yet.', moment),
  /** Null where the wait is over, here and below. */
  nextTry: (wait: string | null) => (wait === null ? say('trying again') : say('next try in {0}', wait)),
  goesOn: (wait: string | null) => (wait === null ? say('going on') : say('goes on in {0}', wait)),
  paused: say('paused'),
  pausedTitle: (because: RequestPause['because'], host: string, wait: string) =>
    because === 'budget'
      ? say('The request budget of {0} is used up. Requests go on in {1}.', host, wait)
      : say('{0} asked for a pause. Requests go on in {1}.', host, wait),
  progress: (done: number, total: number | null) =>
    total !== null
      ? say('{0} of {1}', sayNumber(done), sayNumber(total))
      : done > 0
        ? say('{0} read', sayNumber(done))
        : say('reading'),
  progressTitle: (done: number, total: number | null) =>
    total === null
      ? sayCount('{0} issue read so far | {0} issues read so far', done)
      : sayCount('{1} of {0} issue read so far | {1} of {0} issues read so far', total, sayNumber(done)),
  progressBar: (name: string) => say('Reading {0}', name),
  progressSpoken: (name: string, percent: number) => say('{0}: {1} percent read', name, percent),
  account: (name: string) => `@${name}`,
  noAccount: say('no account'),
  asAccount: (name: string | null, via: NonNullable<ChipRemote['account']>['via'], host: string) =>
    name === null
      ? say('Signed in at {0}, with {1}', host, accountWays[via])
      : say('As @{0} at {1}, with {2}', name, host, accountWays[via]),
  withoutAccount: (repository: string, host: string) => say('{0} at {1}, without an account', repository, host),
  budget: (remaining: number, limit: number, resource: string, wait: string) =>
    sayCount(
      '{1} of {0} request left ({2}), renewed in {3} | {1} of {0} requests left ({2}), renewed in {3}',
      limit,
      sayNumber(remaining),
      resource,
      wait,
    ),
  incomplete: say('incomplete'),
  hasNote: say('with a note'),
  sourceDetails: (name: string) => say('Details of {0}', name),
  statistics: say('Request Statistics'),
  signIn: say('Sign In'),
  useToken: say('Use a Token'),
  authorize: say('Authorize'),
  cancel: say('Cancel'),
  ofSource: (deed: string, name: string) => `${deed}: ${name}`,

  // Filter
  clearFilter: say('Clear Filter'),
  // List
  // Rows
  current: say('The branch names this issue'),
  status: (status: Status) => statusNames[status],
  priority: (priority: Priority) => say('P{0}, {1}', priority, priorityNames[priority]),
  blockedBy: (id: string, title: string) => say('by {0} {1}', id, title),
  blockedByShort: (id: string) => say('by {0}', id),
  viaParent: (title: string) => say('via parent {0}', title),
  inCycle: (id: string, title: string) => say('in a cycle with {0} {1}', id, title),
  unknown: say('unknown'),
  markedBlocked: say('marked blocked'),
  reasonFull: {
    edge: (kind: string, id: string, title: string) => say('Waits for {0} {1} ({2})', id, title, kind),
    parent: (id: string, title: string) => say('Its parent {0} {1} is blocked', id, title),
    cycle: (id: string, title: string) => say('Waits for itself, through {0} {1}', id, title),
    unknown: (id: string) => say('Waits for {0}, which cannot be found', id),
    manual: () => say('Marked blocked by hand'),
  },
  goToBlocker: say('Click, or Alt+Enter, goes there'),
  opensPage: say('Click opens it in the browser'),
  namelessBlocker: { hidden: say('a blocker you cannot see'), unread: say('blockers not read') },
  namelessBlockerTitle: {
    hidden: say('Waits for an issue that you cannot see'),
    unread: say('Has blockers that were not read'),
  },
  pullRequest: (id: string, title: string, state: PullRequest['state'], review: PullRequest['review']) =>
    review === null
      ? say('Pull request {0} {1}: {2}', id, title, pullRequestStates[state])
      : say('Pull request {0} {1}: {2}, {3}', id, title, pullRequestStates[state], reviewWords[review]),
  subIssues: (completed: number, total: number) => `${completed}/${total}`,
  subIssuesTitle: (completed: number, total: number) =>
    sayCount('{1} of {0} sub-issue done | {1} of {0} sub-issues done', total, completed),
  drift: ({ kind, subject }: Pick<RowDrift, 'kind' | 'subject'>) => {
    switch (kind) {
      case 'fixedByCommit':
        return say('{0} says fixed', subject);
      case 'mergedPullRequest':
        return say('PR {0} merged', subject);
      case 'branchOfDone':
        return say('branch of a closed issue');
      case 'quiet':
        return say('no commits {0}d', subject);
    }
  },
  moreReasons: (count: number) => `+${count}`,
  unblocks: (count: number) => say('unblocks {0}', count),
  unblocksTitle: (direct: number, total: number) =>
    total > direct
      ? sayCount(
          'Closing this frees {0} issue at once, {1} along the chain | Closing this frees {0} issues at once, {1} along the chain',
          direct,
          sayNumber(total),
        )
      : sayCount('Closing this frees {0} issue at once | Closing this frees {0} issues at once', direct),
  started: say('started'),
  startedTitle: say('Someone had begun before it was blocked'),
  unknownBlockerTitle: (ids: readonly string[]) =>
    sayCount(
      '{1} cannot be found. The tracker does not block on it. | {1} cannot be found. The tracker does not block on them.',
      ids.length,
      ids.join(', '),
    ),
  parentTitle: (title: string) => say('Part of {0}', title),
  until: (day: string) => say('until {0}', day),
  untilTitle: (day: string) => say('Not to be taken up before {0}', day),
  trackerStatusTitle: (status: string) => say('The tracker calls it “{0}”', status),
  quiet: (age: string) => say('quiet {0}', age),
  quietTitle: (moment: string) => say('Nobody changed this issue since {0}', moment),
  oldData: (age: string) => (age === nowAge() ? say('<1m old') : say('{0} old', age)),
  oldDataTitle: (moment: string) => say('Last confirmed with its tracker {0}', moment),
  sourceTitle: (name: string) => say('From {0}', name),
  duplicate: say('duplicate id'),
  duplicateTitle: say('Another record has the same id'),
  doneButCurrent: say('already done'),
  assignee: (names: string) => say('Assigned to {0}', names),
  labels: (names: string) => say('Labels: {0}', names),
  type: (name: string) => say('Type: {0}', name),
  notOpenable: say('Has no file or page to open'),
  problemPlace: (path: string | null, line: number | null, source: string) =>
    path === null ? source : line === null ? path : `${path}:${line}`,

  // States
  loading: say('Reading issues…'),
  noFolder: say('No folder is open.'),
  noFolderHow: say('Open a folder that holds a repository, and its ready, running and blocked issues show here.'),
  openFolder: say('Open Folder'),
  noTracker: (place: string) => say('No issues are kept in {0} yet.', place),
  thisFolder: say('this folder'),
  theseFolders: say('these folders'),
  noTrackerLooked: say('Context Scout reads these in every repository of the workspace:'),
  trackersRead: [
    { name: 'Beads', place: '.beads/issues.jsonl' },
    { name: 'Roadmap', place: '.roadmap/issues' },
    { name: 'Backlog.md', place: 'backlog/' },
    { name: 'GitHub', place: say('git remote') },
  ],
  noTrackerHow: say(
    'New Issue begins a Roadmap: a markdown file in the folder. What a tracker writes shows here by itself.',
  ),
  newIssue: say('New Issue'),
  lookAgain: say('Look Again'),
  settings: say('Settings'),
  noIssues: (labels: string) => say('{0} holds no issues yet.', labels),
  noIssuesHow: say('The first one shows here by itself, whatever writes it.'),
  allDone: (count: number) => sayCount('The one issue is done. | All {0} issues are done.', count),
  allDoneHow: say('Nothing is open, nothing waits. The next issue shows here as soon as it is written.'),
  unread: (labels: string) => say('{0} could not be read.', labels),
  unreadBeside: (names: string, message: string) =>
    say('Without {0}, which could not be read yet. {1}', names, message),
  nobodySignedIn: (host: string) => say('Nobody is signed in at {0}.', host),
  waiting: (label: string) => say('{0} was not read yet.', label),
  pausedUnread: (wait: string | null) =>
    wait === null
      ? say('The server allows no more requests for now. They go on by themselves.')
      : say('The server allows no more requests for now. They go on by themselves in {0}.', wait),
  nextAttemptIn: (wait: string | null) =>
    wait === null ? say('It is being tried again.') : say('The next attempt is in {0}.', wait),
  failureTitle: say('The issues could not be read.'),
  showLog: say('Show Log'),
  tryAgain: say('Try Again'),
  restricted: say('Restricted Mode: files only, git counts not read.'),
  manageTrust: say('Manage Trust'),
  dismiss: say('Dismiss'),
} as const;
