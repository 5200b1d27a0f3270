/**
 * Answers for the first frame of the panel: the components that the program renders, put into the page once, while it is
 * parsed. The program is loaded meanwhile, and takes the frame away in the moment it has rendered its own.
 */
import type { ReactNode } from 'react';
import { sectionKeys } from '../../src/protocol/arrangement';
import { App } from '../components/App';
import { PanelContext, type Panel, type PanelDeeds } from '../components/panel';
import { Now } from '../state/now';
import { Observable } from '../state/observable';
import { type OpeningSight, readPage } from '../state/page';
import { dataOfOpening } from '../state/panelData';
import { PanelStore } from '../state/panelStore';
import { ViewStore } from '../state/viewState';
import { elementsOf } from './react';
import { opened } from './reactVirtual';

const never = (): Promise<never> => new Promise(() => undefined);
const nothing = (): void => undefined;
const noDeeds: PanelDeeds = {
  openIssue: nothing,
  copyIssueKey: nothing,
  openProblem: nothing,
  openLink: nothing,
  act: nothing,
  reload: nothing,
};

function paintOpening(): void {
  const page = readPage();
  const { opening, editor } = page;
  const view = new ViewStore(editor.getState());
  const store = new PanelStore(dataOfOpening(opening), { outline: never, rows: never });
  const now = new Now({ nowMs: () => Date.now(), every: () => nothing });
  const panel: Panel = { store, view, now, seconds: now, deeds: noDeeds };
  const frame: ReactNode = (
    <PanelContext value={panel}>
      <App notice={new Observable<string | null>(null)} onShown={nothing} partial={!opening.whole} />
    </PanelContext>
  );
  const place = document.createElement('div');
  place.id = 'opening-sight';
  place.append(elementsOf(frame));
  document.body.prepend(place);
  page.sight = sightAt(place);
}

function sightAt(place: HTMLElement): OpeningSight {
  const scroller = place.querySelector('.scroller');
  let clicked: OpeningSight['clicked'] = null;
  let folded: OpeningSight['folded'] = null;
  // Asked for when styles are computed anyway: earlier it would hold the page up.
  if (scroller !== null && opened.scrollTop > 0) {
    requestAnimationFrame(() => {
      scroller.scrollTop = opened.scrollTop;
      openedAt = scroller.scrollTop;
    });
  }
  let openedAt = 0;
  const hear = (event: Event): void => {
    const entry =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key], [data-section]') : null;
    const { key, section: name } = entry?.dataset ?? {};
    const section = sectionKeys.find((each) => each === name);
    if (key !== undefined) clicked = { key, preview: event.type === 'click' };
    if (section !== undefined) folded = { section, expanded: entry?.ariaExpanded !== 'true' };
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
    get isFocused() {
      return place.contains(document.activeElement);
    },
    remove: () => {
      place.remove();
    },
  };
}

paintOpening();
// Its text is no part of what the panel says.
document.currentScript?.remove();
