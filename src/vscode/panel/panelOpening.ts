/** Answers for which part of a state the page brings: what the first screen shows, however much there is. */
import {
  issueSections,
  maxPinned,
  rowEntryId,
  type PanelArrangement,
  type ScrollAnchor,
} from '../../protocol/arrangement';
import { filterNeedle, matchesFilter } from '../../protocol/rowFilter';
import type { PanelOpening, PanelState, Row, SectionId, SectionPart } from '../../protocol/messages';

/** No larger state goes into the page as a whole; nor do more rows that a filter leaves. */
const wholeRows = 200;

/** Rows from the top of the screen on: more than the tallest one shows. */
const screenRows = 90;

/** Rows above the top of the screen, for those who scroll back at once. */
const rowsAbove = 10;

interface Place {
  readonly section: SectionId;
  readonly at: number;
  readonly key: string;
}

export function openingOf(state: PanelState, arrangement: PanelArrangement): PanelOpening {
  const { revision, header, order } = state;
  const whole = state.rows.length <= wholeRows;
  const places = whole ? placesOf(order, () => true) : shownPlaces(state, arrangement);
  const kept = new Set(places.map(({ key }) => key));
  return {
    revision,
    header,
    lengths: bySection((section) => order[section].length),
    parts: bySection((section) => partsOf(places.filter((place) => place.section === section))),
    rows: whole ? state.rows : state.rows.filter(({ key, current }) => current || kept.has(key)),
    whole,
  };
}

function shownPlaces({ order, rows }: PanelState, arrangement: PanelArrangement): readonly Place[] {
  const needle = filterNeedle(arrangement.filter);
  const pinned = new Set(pinnedKeys(rows));
  if (needle !== '') {
    const matching = new Set(rows.filter((row) => matchesFilter(row, needle)).map(({ key }) => key));
    // Counts of what matches come from these rows: a part of them would be a lie.
    return matching.size > wholeRows ? [] : placesOf(order, (key) => matching.has(key) || pinned.has(key));
  }
  // Where the pinned ones stand is told too: they are left out there, and the rest moves up.
  const onTop = pinned.size === 0 ? [] : placesOf(order, (key) => pinned.has(key));
  return [...onTop, ...screenPlaces(order, arrangement, pinned)];
}

/** The rows of the first screen and a few above, in display order; closed sections and pinned rows have none. */
function screenPlaces(
  order: PanelState['order'],
  { collapsed, anchor }: PanelArrangement,
  pinned: ReadonlySet<string>,
): readonly Place[] {
  const open = issueSections.filter((section) => !collapsed.includes(section));
  let toSkip = Math.max(0, topOf(order, open, anchor) - rowsAbove);
  const places: Place[] = [];
  for (const section of open) {
    const keys = order[section];
    for (let at = Math.min(toSkip, keys.length); at < keys.length; at++) {
      const key = keys[at] ?? '';
      if (!pinned.has(key)) places.push({ section, at, key });
      if (places.length === rowsAbove + screenRows) return places;
    }
    toSkip = Math.max(0, toSkip - keys.length);
  }
  return places;
}

/** How many rows of open sections stand above the one at the top of the screen. */
function topOf(order: PanelState['order'], open: readonly SectionId[], anchor: ScrollAnchor | null): number {
  let above = 0;
  for (const section of open) {
    if (section === anchor?.section) {
      return (
        above +
        Math.max(
          0,
          order[section].findIndex((key) => rowEntryId(key) === anchor.id),
        )
      );
    }
    above += order[section].length;
  }
  return anchor?.section === 'problems' ? above : 0;
}

function placesOf(order: PanelState['order'], fits: (key: string) => boolean): readonly Place[] {
  return issueSections.flatMap((section) =>
    order[section].flatMap((key, at) => (fits(key) ? [{ section, at, key }] : [])),
  );
}

const pinnedKeys = (rows: readonly Row[]): readonly string[] =>
  rows
    .filter(({ current }) => current)
    .slice(0, maxPinned)
    .map(({ key }) => key);

/** @param places of one section, in any order */
function partsOf(places: readonly Place[]): readonly SectionPart[] {
  const parts: { readonly at: number; readonly keys: string[] }[] = [];
  for (const { at, key } of [...places].sort((one, other) => one.at - other.at)) {
    const last = parts.at(-1);
    if (last !== undefined && last.at + last.keys.length === at) last.keys.push(key);
    else parts.push({ at, keys: [key] });
  }
  return parts;
}

const bySection = <T>(of: (section: SectionId) => T): Record<SectionId, T> => ({
  inProgress: of('inProgress'),
  ready: of('ready'),
  blocked: of('blocked'),
  deferred: of('deferred'),
  other: of('other'),
});
