/** Answers for the words of finding that are not on the first screen: suggestions, and the keys of the panel. */
import { say, sayCount } from '../say';

/** By the name with its colon. */
const filters: Readonly<Record<string, string>> = {
  'is:': say('status, or mine, started, current'),
  'no:': say('without assignee, label, milestone'),
  'assignee:': say('whose it is'),
  'label:': say('a label it has'),
  'source:': say('where it is kept'),
  'repo:': say('its repository'),
  'milestone:': say('its milestone or phase'),
  'type:': say('bug, feature, …'),
  'priority:': say('how urgent, 0 to 4'),
  'updated:': say('how long ago it was changed'),
  'created:': say('how old it is'),
  'unblocks:': say('how many issues it frees'),
  'parent:': say('what it is a part of'),
  'key:': say('its id'),
};

/** As the keyboard at hand has them written. */
const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');
const control = (key: string): string => (isMac ? `⌘${key}` : say('Ctrl+{0}', key));
const alt = (key: string): string => (isMac ? `⌥${key}` : say('Alt+{0}', key));
const shift = (key: string): string => (isMac ? `⇧${key}` : say('Shift+{0}', key));
const enter = say('Enter');
const space = say('Space');
const escape = say('Escape');
const click = say('click');

interface KeyLine {
  readonly press: readonly string[];
  readonly does: string;
}

export const keyGroups: readonly { readonly name: string; readonly keys: readonly KeyLine[] }[] = [
  {
    name: say('Go'),
    keys: [
      { press: ['↑', '↓'], does: say('to the issue above or below') },
      { press: [say('Home'), say('End')], does: say('to the first or the last') },
      { press: [say('Page Up'), say('Page Down')], does: say('a screen further') },
      { press: ['←', '→'], does: say('close or open a group') },
      { press: [say('letters')], does: say('to a title that begins so') },
      { press: [alt(enter)], does: say('where the row’s first fact leads') },
      { press: [alt('↑')], does: say('why it is blocked') },
      { press: [alt('↓')], does: say('what it unblocks') },
    ],
  },
  {
    name: say('Find'),
    keys: [
      { press: ['/', control('F')], does: say('type into the filter') },
      { press: [isMac ? '⌃␣' : control(space)], does: say('in the filter: what can be typed') },
      { press: [say('Tab')], does: say('in the filter: take the suggestion') },
      { press: ['↓', enter], does: say('in the filter: on to the list') },
    ],
  },
  {
    name: say('Choose'),
    keys: [
      { press: [shift('↑'), shift('↓'), shift(click)], does: say('several in a row') },
      { press: [isMac ? '⌃␣' : control(space), control(click)], does: say('one more, or one less') },
      { press: [control('A')], does: say('all that are listed') },
      { press: [escape], does: say('none; then no filter') },
    ],
  },
  {
    name: say('Do'),
    keys: [
      { press: [enter], does: say('open the issue') },
      { press: [space], does: say('look at it') },
      { press: [control('C')], does: say('copy its key, or those chosen') },
      { press: [alt('S')], does: say('start work on it') },
      { press: [alt('O')], does: say('open it in the browser') },
      { press: [alt('B')], does: say('copy its branch name') },
      { press: [shift('F10')], does: say('all that can be done with it') },
      { press: ['?'], does: say('show these keys') },
    ],
  },
];

export const findingStrings = {
  suggestions: say('What can be typed'),
  filter: (shown: string) => filters[shown] ?? '',
  count: (count: number) => sayCount('{0} issue | {0} issues', count),
  keys: say('Keys of the Panel'),
  close: say('Close'),
} as const;
