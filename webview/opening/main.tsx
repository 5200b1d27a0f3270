/**
 * Answers for the first frame of the panel: the components that the program renders, put into the page once, while it is
 * parsed. The program is loaded meanwhile, and takes the frame away in the moment it has rendered its own.
 */
import type { ReactNode } from 'react';
import { App } from '../components/App';
import { PanelContext, type FindWish, type Panel, type PanelDeeds } from '../components/panel';
import { readHeights } from '../components/useHeights';
import type { Finding } from '../finding/finding';
import { openingOffset } from '../state/anchor';
import { ListModel } from '../state/listModel';
import { Now } from '../state/now';
import { Observable } from '../state/observable';
import { type OpeningSight, readPage } from '../state/page';
import { arrangedOfOpening, dataOfOpening } from '../state/panelData';
import { PanelStore } from '../state/panelStore';
import { makePreviewStore } from '../state/preview';
import { SelectionStore } from '../state/selection';
import { ViewStore } from '../state/viewState';
import { elementsOf } from './react';

const never = (): Promise<never> => new Promise(() => undefined);
const nothing = (): void => undefined;
const noDeeds: PanelDeeds = {
  openIssue: nothing,
  run: nothing,
  openProblem: nothing,
  openLink: nothing,
  act: nothing,
  reload: nothing,
};

function paintOpening(): void {
  const page = readPage();
  const { opening, editor } = page;
  const arranged = arrangedOfOpening(opening);
  const view = new ViewStore(editor.getState());
  const data = dataOfOpening(opening);
  const store = new PanelStore(data, { outline: never, rows: never });
  const now = new Now({ nowMs: () => Date.now(), every: () => nothing });
  const panel: Panel = {
    store,
    view,
    selection: new SelectionStore(),
    preview: makePreviewStore(),
    keySheet: new Observable(false),
    findWish: new Observable<FindWish | null>(null),
    // The host did, for what the page is told that the person arranged.
    arrange: (of, wish) => ({
      isDone: true,
      list: arranged === null ? null : { data: of, wish, arranged },
      goOn: () => true,
    }),
    finding: new Observable<Finding | null>(null),
    now,
    seconds: now,
    deeds: noDeeds,
  };
  const frame: ReactNode = (
    <PanelContext value={panel}>
      <App notice={new Observable<string | null>(null)} onShown={nothing} />
    </PanelContext>
  );
  const place = document.createElement('div');
  place.id = 'opening-sight';
  place.append(elementsOf(frame));
  document.body.prepend(place);
  const model = arranged === null ? null : new ListModel(data, arranged, view.get());
  page.sight = sightAt(place, model === null ? 0 : openingOffset(view, model, readHeights()));
}

/** @param scrollTop where the list stands in the frame, in pixels */
function sightAt(place: HTMLElement, scrollTop: number): OpeningSight {
  const scroller = place.querySelector('.scroller');
  const field = place.querySelector<HTMLInputElement>('.filter-input');
  let clicked: OpeningSight['clicked'] = null;
  let folded: OpeningSight['folded'] = null;
  // Asked for when styles are computed anyway: earlier it would hold the page up.
  if (scroller !== null && scrollTop > 0) {
    requestAnimationFrame(() => {
      scroller.scrollTop = scrollTop;
      openedAt = scroller.scrollTop;
    });
  }
  let openedAt = 0;
  const hear = (event: Event): void => {
    const entry =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key], [data-group]') : null;
    const { key, group } = entry?.dataset ?? {};
    if (key !== undefined) clicked = { key, preview: event.type === 'click' };
    if (group !== undefined) folded = { group, expanded: entry?.ariaExpanded !== 'true' };
  };
  place.addEventListener('click', hear);
  place.addEventListener('dblclick', hear);
  return {
    get scrolledTo() {
      return scroller === null || scroller.scrollTop === openedAt ? null : scroller.scrollTop;
    },
    get clicked() {
      return clicked;
    },
    get folded() {
      return folded;
    },
    get typed() {
      return field === null || field.value === field.defaultValue ? null : field.value;
    },
    get focused() {
      if (field !== null && document.activeElement === field) return 'filter';
      return place.contains(document.activeElement) ? 'list' : null;
    },
    remove: () => {
      place.remove();
    },
  };
}

paintOpening();
// Its text is no part of what the panel says.
document.currentScript?.remove();
