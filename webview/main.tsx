/** Answers for starting the panel in its page: takes over from the first frame, then keeps in step with the host. */
import { createRoot } from 'react-dom/client';
import type { HostEvent } from '../src/protocol/messages';
import { PanelClient } from '../src/protocol/messenger';
import { rowEntryId } from '../src/protocol/arrangement';
import { prepareToArrange } from '../src/protocol/view/arrange';
import { bringCards } from './card/lateCards';
import { App } from './components/App';
import { PanelContext, type FindWish, type Panel, type PanelDeeds } from './components/panel';
import { repeatInTasks } from './components/repeatInTasks';
import type { Finding } from './finding/finding';
import { shareReact } from './shareReact';
import { goOnWith, patientArrange, stepsFor } from './state/arranging';
import { Now, secondMs, type TickerHost } from './state/now';
import { Observable } from './state/observable';
import { readPage, type Page } from './state/page';
import { dataOfOpening } from './state/panelData';
import { PanelStore } from './state/panelStore';
import { askerOf, deedsOf, listenToHost } from './state/hostDeeds';
import { keepArranged, tellNonce } from './state/pageLife';
import { prepareFinding } from './state/prepareFinding';
import { makePreviewStore } from './state/preview';
import { SelectionStore } from './state/selection';
import { ViewStore } from './state/viewState';
import './codicon.css';
import './styles/base.css';
import './styles/finding.css';
import './styles/header.css';
import './styles/list.css';
import './styles/selection.css';
import './styles/states.css';
import './styles/toolkit.css';

const ticker: TickerHost = {
  nowMs: () => Date.now(),
  every: (everyMs, callback) => {
    const timer = setInterval(callback, everyMs);
    return () => {
      clearInterval(timer);
    };
  },
};

const clockMs = (): number => performance.now();

function start(root: HTMLElement, page: Page): void {
  const { editor, opening } = page;
  const client = new PanelClient(
    (message) => {
      editor.postMessage(message);
    },
    (event) => {
      hear(event, panel);
    },
  );
  const now = new Now(ticker);
  const seconds = new Now(ticker, secondMs);
  const supply = {
    outline: (revision: number | null) => client.request('getState', { revision }),
    rows: (revision: number, from: number) => client.request('getRows', { revision, from }),
  };
  const refresh = (): void => {
    now.refresh();
    seconds.refresh();
  };
  // What the first letter of a query needs of all rows takes a while: they are made ready as they come.
  const store = new PanelStore(opening.whole ? dataOfOpening(opening) : null, supply, refresh, prepareToArrange);
  const stepsOf = stepsFor(opening);
  const view = new ViewStore(editor.getState());
  const notice = new Observable<string | null>(null);

  listenToHost(client);
  const ask = askerOf(client, notice);
  const deeds = deedsOf(ask, () => {
    void store.resync();
  });
  const panel: Panel = {
    store,
    view,
    selection: new SelectionStore(),
    preview: makePreviewStore(),
    keySheet: new Observable(false),
    findWish: new Observable<FindWish | null>(null),
    arrange: patientArrange(stepsOf, clockMs),
    finding: new Observable<Finding | null>(null),
    now,
    seconds,
    deeds,
  };
  keepArranged(view, () => {
    editor.setState(view.toSaved());
    ask('arranged', view.toArrangement());
  });
  const onShown = (revision: number): void => {
    afterPaint(() => {
      ask('painted', { revision, atMs: performance.timeOrigin + performance.now() });
    });
  };
  const takeOver = (): void => {
    const focused = page.sight?.focused ?? null;
    page.sight?.remove();
    view.scrolledTo = null;
    const place = { list: '.tree', filter: '.filter-input' };
    if (focused !== null) root.querySelector<HTMLElement>(place[focused])?.focus({ preventScroll: true });
  };
  const render = (): void => {
    continueFrom(page, view, deeds);
    createRoot(root).render(
      <PanelContext value={panel}>
        <App notice={notice} onShown={onShown} onRendered={takeOver} />
      </PanelContext>,
    );
    afterPaint(() => {
      tellNonce(page.nonce);
      shareReact();
      void import('./finding/finding').then(({ finding }) => {
        panel.finding.set(finding);
      });
      prepareFinding(store, view.get, (callback) => {
        requestIdleCallback(callback);
      });
      bringCards({
        panel,
        details: (key) => client.request('getDetails', { key }),
        openAddress: (address) => {
          ask('openAddress', { address });
        },
        focusList: () => {
          root.querySelector<HTMLElement>('.tree')?.focus({ preventScroll: true });
        },
      });
      void import('./components/toolkit/register').then(({ registerToolkit }) => {
        registerToolkit();
      });
    });
  };
  if (store.data.get() !== null) {
    render();
    // The page may be a copy of an earlier one, shown again: what it brought is a first sight, not the truth.
    afterPaint(() => {
      void store.resync();
    });
  } else {
    // The first frame stays until there is all that it shows a part of, or a reason why there is not.
    void store.resync().then(() => {
      store.showPart(dataOfOpening(opening));
      const data = store.data.get();
      if (data === null) return;
      const { filter: query, grouping, sorting } = view.get();
      // What it leaves behind makes the first rendering a short one.
      const steps = stepsOf(data, { query, grouping, sorting, nowMs: now.get() });
      repeatInTasks(() => {
        const isDone = goOnWith(steps, clockMs) !== null;
        if (isDone) render();
        return isDone;
      });
    });
  }
  window.addEventListener('pagehide', () => {
    client.dispose();
  });
}

/** What the host tells of its state goes to the store; the rest are wishes of the person at its commands. */
function hear(event: HostEvent, { store, view, preview, keySheet, findWish }: Panel): void {
  switch (event.type) {
    case 'state':
    case 'patch':
    case 'behind':
    case 'reveal':
      store.handle(event);
      return;
    case 'preview':
      store.reveal.set({ key: event.key });
      preview.set({ key: event.key, by: 'keyboard' });
      return;
    case 'find':
      findWish.set({ query: event.query });
      return;
    case 'arrange':
      view.arrange(event);
      return;
    case 'keys':
      keySheet.set(true);
      return;
  }
}

/** Goes on from what the person did with the first frame. */
function continueFrom({ sight }: Page, view: ViewStore, deeds: PanelDeeds): void {
  if (sight === null) return;
  if (sight.clicked !== null) {
    view.setActive(rowEntryId(sight.clicked.key));
    deeds.openIssue(sight.clicked.key, sight.clicked.preview);
  }
  const { folded } = sight;
  if (folded !== null) view.setExpanded(folded.group, folded.expanded);
  if (sight.typed !== null) view.setFilter(sight.typed);
  view.scrolledTo = sight.scrolledTo;
}

/** Calls back after the next frame was painted. */
function afterPaint(callback: () => void): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(callback);
  });
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
start(root, readPage());
