/** Answers for the words of the list and of finding in it: groups, filter, what is hidden, what is chosen. */
import type { Priority } from '../../src/domain/issue';
import type { SectionId } from '../../src/protocol/messages';
import type { QueryTrouble } from '../../src/protocol/query/query';
import type { GroupValue } from '../../src/protocol/view/arranged';
import type { Grouping, Sorting } from '../../src/protocol/view/view';
import { say, sayCount, sayNumber } from '../say';

const statusNames: Readonly<Record<SectionId, string>> = {
  inProgress: say('In Progress'),
  ready: say('Ready'),
  blocked: say('Blocked'),
  deferred: say('Deferred'),
  other: say('Other'),
};

const priorityNames: Readonly<Record<Priority, string>> = {
  0: say('P0, critical'),
  1: say('P1, high'),
  2: say('P2, medium'),
  3: say('P3, low'),
  4: say('P4, lowest'),
};

const withoutNames = {
  priority: say('No priority'),
  parent: say('No parent'),
  repository: say('No repository'),
  phase: say('No milestone'),
  assignee: say('Unassigned'),
  label: say('No label'),
} as const;

const groupingNames: Readonly<Record<Grouping, string>> = {
  status: say('Status'),
  source: say('Source'),
  repository: say('Repository'),
  phase: say('Milestone or Phase'),
  assignee: say('Assignee'),
  priority: say('Priority'),
  label: say('Label'),
  parent: say('Parent'),
};

const sortingNames: Readonly<Record<Sorting, string>> = {
  priority: say('Priority'),
  unblocks: say('What It Unblocks'),
  updated: say('Last Updated'),
  created: say('Newest'),
};

function groupName(group: GroupValue): string {
  switch (group.kind) {
    case 'status':
      return statusNames[group.value];
    case 'priority':
      return group.value === null ? withoutNames.priority : priorityNames[group.value];
    case 'source':
      return group.name;
    case 'parent':
      return group.value === null ? withoutNames.parent : (group.name ?? group.value);
    case 'repository':
    case 'phase':
    case 'assignee':
    case 'label':
      return group.value ?? withoutNames[group.kind];
  }
}

function trouble({ kind, name, text }: QueryTrouble): string {
  switch (kind) {
    case 'name':
      return say('There is no filter “{0}”; it is searched for as a word.', name);
    case 'value':
      return say('“{0}” is no value of {1}, and is left out.', text, name);
    case 'noValue':
      return say('{0} waits for a value.', `${name}:`);
    case 'quote':
      return say('A quote is not closed.');
  }
}

export const listStrings = {
  list: say('Issues'),
  // Filter
  filterLabel: say('Filter issues by text or by filters such as is:ready'),
  filterPlaceholder: (total: number) => sayCount('Filter {0} issue | Filter {0} issues', total),
  filterCount: (matching: number, total: number) => say('{0} of {1}', sayNumber(matching), sayNumber(total)),
  filterCountTitle: (matching: number, total: number) =>
    sayCount('{1} of {0} issue shown | {1} of {0} issues shown', total, sayNumber(matching)),
  clearFilter: say('Clear Filter'),
  suggestions: say('Filters'),
  suggestionCount: (count: number) => sayCount('{0} suggestion | {0} suggestions', count),
  trouble,
  whoYouAre: say('Your name in these trackers is not known, so @me finds nothing.'),
  noMatch: (typed: string) => say('No issue matches “{0}”.', typed),
  noMatchHow: (total: number) =>
    sayCount('{0} issue is hidden by the filter. | {0} issues are hidden by the filter.', total),
  // Whose issues
  whose: say('Whose issues'),
  anyone: say('Anyone’s'),
  anyoneTitle: say('Issues of anyone, and of nobody'),
  mine: say('Mine'),
  mineTitle: say('Issues assigned to you'),
  unassigned: say('Unassigned'),
  unassignedTitle: say('Issues nobody is assigned to'),
  // Order
  arrange: (grouping: Grouping, sorting: Sorting) =>
    say('Group and sort: by {0}, by {1}', groupingNames[grouping], sortingNames[sorting]),
  arrangeMenu: say('Group and sort'),
  groupBy: say('Group by'),
  sortBy: say('Sort by'),
  grouping: (grouping: Grouping) => groupingNames[grouping],
  sorting: (sorting: Sorting) => sortingNames[sorting],
  // Choosing
  selected: (count: number) => sayCount('{0} issue selected | {0} issues selected', count),
  selectedShort: (count: number) => say('{0} selected', sayNumber(count)),
  selectedCut: (count: number) => say('{0} issues selected, the most at once', sayNumber(count)),
  clearSelection: say('Clear Selection'),
  // Groups
  groupName,
  problemGroup: (count: number) => sayCount('{0} record could not be read | {0} records could not be read', count),
  groupCount: (matching: number, total: number) =>
    matching === total ? sayNumber(total) : say('{0} of {1}', sayNumber(matching), sayNumber(total)),
  groupTitle: (name: string, total: number, pinned: number, matching: number | null) =>
    [
      sayCount('{1}: {0} issue | {1}: {0} issues', total, name),
      ...(matching === null ? [] : [say('{0} shown by the filter', sayNumber(matching))]),
      ...(pinned === 0 ? [] : [say('{0} of them shown on top', pinned)]),
    ].join(', '),
  nothingReady: (blocked: number) =>
    blocked === 0
      ? say('Nothing is free to be taken.')
      : sayCount(
          'Nothing is free: {0} issue waits for others. | Nothing is free: {0} issues wait for others.',
          blocked,
        ),
  moreProblems: (count: number) => say('and {0} more', sayNumber(count)),
  showAll: say('Show All'),
} as const;
