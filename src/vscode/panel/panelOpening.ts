/** Answers for which part of a state the page brings: what the first screen shows, however much there is and however it is arranged. */
import { maxPinned, problemsGroup, rowEntryId, type PanelArrangement } from '../../protocol/arrangement';
import type { OpenedGroup, PanelOpening, PanelState, Row, SectionId, SectionPart } from '../../protocol/messages';
import { arrange } from '../../protocol/view/arrange';
import type { ArrangeableData, ArrangedGroup } from '../../protocol/view/arranged';

/** No larger state goes into the page as a whole. */
const wholeRows = 200;

/** Rows from the top of the screen on: more than the tallest one shows. */
const screenRows = 90;

/** More rows than that are not arranged here in any other way than they stand: the editor would wait for it. */
const maxArranged = 20_000;

/** Rows above the top of the screen, for those who scroll back at once. */
const rowsAbove = 10;

/** Of more groups only those around the screen are told of: the list seems shorter for a moment. */
const maxGroups = 300;

/** Groups above the one the list was left at, where not all are told of. */
const groupsAbove = 20;

/** A key at its place in a group. */
interface Place {
  readonly group: ArrangedGroup;
  readonly at: number;
  readonly key: string;
}

export function openingOf(state: PanelState, arrangement: PanelArrangement): PanelOpening {
  const { revision, header, rows } = state;
  const { grouping, sorting, filter: query } = arrangement;
  const isAsOrdered = grouping === 'status' && sorting === 'priority' && query.trim() === '';
  if (rows.length > maxArranged && !isAsOrdered) return withoutList(state);
  const wish = { query, grouping, sorting };
  const arranged = arrange(arrangeable(state), { ...wish, nowMs: header.snapshotAtMs });
  const whole = rows.length <= wholeRows;
  const groups = groupsAround(arranged.groups, arrangement);
  const places = whole ? groups.flatMap((group) => group.keys.map((key, at) => ({ group, at, key }))) : null;
  const shown = places ?? shownPlaces(state, arrangement, groups, arranged.filtering);
  const kept = new Set(shown.map(({ key }) => key));
  const here = whole ? rows : rows.filter(({ key, current }) => current || kept.has(key));
  const order = whole ? state.order : orderOf(here);
  return {
    revision,
    header,
    lengths: bySection((section) => order[section].length),
    parts: bySection((section) => (order[section].length === 0 ? [] : [{ at: 0, keys: order[section] }])),
    rows: here,
    whole,
    list: { ...arranged, wish, groups: openedGroups(groups, shown) },
  };
}

/** The page tells that the list is on its way until it has arranged it itself. */
function withoutList({ revision, header, rows }: PanelState): PanelOpening {
  return {
    revision,
    header,
    lengths: bySection(() => 0),
    parts: bySection(() => []),
    rows: rows.filter(({ current }) => current),
    whole: false,
  };
}

const rowMaps = new WeakMap<readonly Row[], ReadonlyMap<string, Row>>();

/** By key, once for the same rows and only where the arrangement looks at them. */
function arrangeable({ rows, order, header }: PanelState): ArrangeableData {
  return {
    order,
    header,
    get rows() {
      let map = rowMaps.get(rows);
      if (map === undefined) rowMaps.set(rows, (map = new Map(rows.map((row) => [row.key, row]))));
      return map;
    },
  };
}

function groupsAround(groups: readonly ArrangedGroup[], { anchor }: PanelArrangement): readonly ArrangedGroup[] {
  if (groups.length <= maxGroups) return groups;
  const at = groups.findIndex(({ id }) => id === anchor?.group);
  const from = Math.max(0, at - groupsAbove);
  return groups.slice(from, from + maxGroups);
}

/** The rows of the first screen and a few above, in display order; closed groups have none. */
function shownPlaces(
  { rows }: PanelState,
  arrangement: PanelArrangement,
  groups: readonly ArrangedGroup[],
  filtering: boolean,
): readonly Place[] {
  const closed = new Set(filtering ? arrangement.collapsedInFilter : arrangement.collapsed);
  const open = groups.filter(({ id }) => !closed.has(id));
  // Where the pinned ones stand is told too: they are left out there, and the rest moves up.
  const onTop = pinnedPlaces(rows, groups);
  const pinned = new Set(onTop.map(({ key }) => key));
  const places = [...onTop];
  const enough = places.length + rowsAbove + screenRows;
  let toSkip = Math.max(0, rowsBefore(open, arrangement) - rowsAbove);
  for (const group of open) {
    for (let at = Math.min(toSkip, group.keys.length); at < group.keys.length; at++) {
      const key = group.keys[at] ?? '';
      if (!pinned.has(key)) places.push({ group, at, key });
      if (places.length === enough) return places;
    }
    toSkip = Math.max(0, toSkip - group.keys.length);
  }
  return places;
}

function pinnedPlaces(rows: readonly Row[], groups: readonly ArrangedGroup[]): readonly Place[] {
  return rows
    .filter(({ current }) => current)
    .slice(0, maxPinned)
    .flatMap(({ key }) => {
      for (const group of groups) {
        const at = group.keys.indexOf(key);
        if (at >= 0) return [{ group, at, key }];
      }
      return [];
    });
}

/** How many rows of open groups stand above the one at the top of the screen. */
function rowsBefore(open: readonly ArrangedGroup[], { anchor }: PanelArrangement): number {
  if (anchor === null) return 0;
  let above = 0;
  for (const { id, keys } of open) {
    if (id === anchor.group)
      return (
        above +
        Math.max(
          0,
          keys.findIndex((key) => rowEntryId(key) === anchor.id),
        )
      );
    above += keys.length;
  }
  // Below all groups stand the records that could not be read.
  return anchor.group === problemsGroup ? above : 0;
}

function openedGroups(groups: readonly ArrangedGroup[], places: readonly Place[]): readonly OpenedGroup[] {
  const placesOf = new Map<ArrangedGroup, Place[]>();
  for (const place of places) {
    const known = placesOf.get(place.group);
    if (known === undefined) placesOf.set(place.group, [place]);
    else known.push(place);
  }
  return groups.map((group) => {
    const { keys, ...rest } = group;
    return { ...rest, length: keys.length, parts: partsOf(placesOf.get(group) ?? []) };
  });
}

/** @param places of one group, in any order */
function partsOf(places: readonly Place[]): readonly SectionPart[] {
  const parts: { readonly at: number; readonly keys: string[] }[] = [];
  for (const { at, key } of [...places].sort((one, other) => one.at - other.at)) {
    const last = parts.at(-1);
    if (last !== undefined && last.at + last.keys.length === at) last.keys.push(key);
    else parts.push({ at, keys: [key] });
  }
  return parts;
}

/** The order of rows that are a part of all, as far as it can be told. */
function orderOf(rows: readonly Row[]): PanelState['order'] {
  return bySection((section) => rows.filter(({ status }) => status === section).map(({ key }) => key));
}

const bySection = <T>(of: (section: SectionId) => T): Record<SectionId, T> => ({
  inProgress: of('inProgress'),
  ready: of('ready'),
  blocked: of('blocked'),
  deferred: of('deferred'),
  other: of('other'),
});
