/** Answers for starting the board in its page, and keeping it in step with the host. */
import { createRoot } from 'react-dom/client';
import { PanelClient } from '../../src/protocol/messenger';
import { PanelContext, type FindWish, type Panel } from '../components/panel';
import { arranging } from '../../src/protocol/view/arrange';
import { patientArrange } from '../state/arranging';
import { Now, secondMs, type TickerHost } from '../state/now';
import { Observable } from '../state/observable';
import { readPage, type Page } from '../state/page';
import { dataOfOpening } from '../state/panelData';
import { PanelStore } from '../state/panelStore';
import { askerOf, deedsOf, listenToHost } from '../state/hostDeeds';
import { keepArranged, tellNonce } from '../state/pageLife';
import { makePreviewStore } from '../state/preview';
import { SelectionStore } from '../state/selection';
import { ViewStore } from '../state/viewState';
import { BoardContext, type BoardMeans } from './boardContext';
import { BoardView } from './boardView';
import { DetailStore } from './detailStore';
import { IssueBoard } from './IssueBoard';
import '../codicon.css';
import '../styles/base.css';
import '../styles/header.css';
import '../styles/list.css';
import '../styles/states.css';
import '../styles/toolkit.css';
import '../markdown/markdown.css';
import '../styles/board.css';
import '../styles/boardDetail.css';

const ticker: TickerHost = {
  nowMs: () => Date.now(),
  every: (everyMs, callback) => {
    const timer = setInterval(callback, everyMs);
    return () => {
      clearInterval(timer);
    };
  },
};

function start(root: HTMLElement, { editor, opening, nonce }: Page): void {
  const client = new PanelClient(
    (message) => {
      editor.postMessage(message);
    },
    (event) => {
      if (event.type === 'reveal' || event.type === 'preview') view.choose(event.key);
      store.handle(event);
    },
  );
  const now = new Now(ticker);
  const seconds = new Now(ticker, secondMs);
  const supply = {
    outline: (revision: number | null) => client.request('getState', { revision }),
    rows: (revision: number, from: number) => client.request('getRows', { revision, from }),
  };
  const store = new PanelStore(opening.whole ? dataOfOpening(opening) : null, supply, () => {
    now.refresh();
    seconds.refresh();
  });
  store.showPart(dataOfOpening(opening));
  const view = new BoardView(editor.getState());
  const detail = new DetailStore({
    details: (key) => client.request('getDetails', { key }),
    chain: (key, direction) => client.request('getChain', { key, direction }),
    text: (key) => client.request('getText', { key }),
  });
  const notice = new Observable<string | null>(null);
  listenToHost(client);
  const ask = askerOf(client, notice);
  const panelDeeds = deedsOf(ask, () => {
    void store.resync();
  });
  const means: BoardMeans = {
    view,
    detail,
    openAddress: (address) => {
      ask('openAddress', { address });
    },
  };
  // What the board shares with the panel looks for the panel's means; here nothing is chosen or found by them.
  const panel: Panel = {
    store,
    view: new ViewStore(null),
    selection: new SelectionStore(),
    preview: makePreviewStore(),
    keySheet: new Observable(false),
    findWish: new Observable<FindWish | null>(null),
    finding: new Observable<ReturnType<Panel['finding']['get']>>(null),
    arrange: patientArrange(arranging, () => performance.now()),
    now,
    seconds,
    deeds: panelDeeds,
  };
  keepArranged(view, () => {
    editor.setState(view.toSaved());
  });
  root.replaceChildren();
  createRoot(root).render(
    <PanelContext value={panel}>
      <BoardContext value={means}>
        <IssueBoard notice={notice} />
      </BoardContext>
    </PanelContext>,
  );
  requestAnimationFrame(() => {
    setTimeout(() => {
      // The page may be a copy of an earlier one, shown again: what it brought is a first sight, not the truth.
      void store.resync();
      tellNonce(nonce);
      void import('../components/toolkit/register').then(({ registerToolkit }) => {
        registerToolkit();
      });
    });
  });
  window.addEventListener('pagehide', () => {
    client.dispose();
  });
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
start(root, readPage());
