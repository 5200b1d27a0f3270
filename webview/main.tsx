/** Answers for starting the panel in its page: shows the state the page brought, then keeps in step with the host. */
import { createRoot } from 'react-dom/client';
import type { HostMessage, PanelRequestName, PanelRequests, PanelState } from '../src/protocol/messages';
import { PanelClient, RequestCancelledError } from '../src/protocol/messenger';
import { App } from './components/App';
import { PanelContext, type PanelDeeds } from './components/panel';
import { Now } from './state/now';
import { Observable } from './state/observable';
import { PanelStore } from './state/panelStore';
import { ViewStore } from './state/viewState';
import './codicon.css';
import './styles/base.css';
import './styles/header.css';
import './styles/list.css';
import './styles/states.css';
import './styles/toolkit.css';

/** What the editor gives a webview, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** How long arranging may go on before it is kept. */
const saveDelayMs = 200;

function start(root: HTMLElement): void {
  const host = acquireVsCodeApi();
  const client = new PanelClient(
    (message) => {
      host.postMessage(message);
    },
    (event) => {
      store.handle(event);
    },
  );
  const now = new Now({
    nowMs: () => Date.now(),
    every: (everyMs, callback) => {
      const timer = setInterval(callback, everyMs);
      return () => {
        clearInterval(timer);
      };
    },
  });
  const store = new PanelStore(readInitialState(), () => client.request('getState', null), now.refresh);
  const view = new ViewStore(host.getState());
  const notice = new Observable<string | null>(null);
  keep(view, (saved) => {
    host.setState(saved);
  });

  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isHostMessage(data)) client.receive(data);
  });

  const ask = <Name extends PanelRequestName>(name: Name, argument: PanelRequests[Name]['argument']): void => {
    client.request(name, argument).catch((cause: unknown) => {
      if (!(cause instanceof RequestCancelledError)) notice.set(cause instanceof Error ? cause.message : String(cause));
    });
  };
  const deeds: PanelDeeds = {
    openIssue: (key, preview) => {
      ask('openIssue', { key, preview });
    },
    copyIssueKey: (key) => {
      ask('copyIssueKey', { key });
    },
    openProblem: (index) => {
      ask('openProblem', { index });
    },
    act: (action) => {
      ask('act', { action });
    },
    reload: () => {
      void store.resync();
    },
  };
  const onShown = (revision: number): void => {
    afterPaint(() => {
      ask('painted', { revision, atMs: performance.timeOrigin + performance.now() });
    });
  };

  createRoot(root).render(
    <PanelContext value={{ store, view, now, deeds }}>
      <App notice={notice} onShown={onShown} />
    </PanelContext>,
  );
  // The page may be a copy of an earlier one, shown again: what it brought is a first sight, not the truth.
  const lookAgain = (): void => {
    void store.resync();
  };
  if (store.data.get() === null) lookAgain();
  else afterPaint(lookAgain);
  afterPaint(() => {
    tellNonce();
    void import('./components/toolkit/register').then(({ registerToolkit }) => {
      registerToolkit();
    });
  });
  window.addEventListener('pagehide', () => {
    client.dispose();
  });
}

/** The toolkit tries out a style sheet, and looks in this place for the nonce that the page's policy asks for. */
function tellNonce(): void {
  const nonce = document.getElementById('initial-state')?.nonce;
  if (nonce === undefined) return;
  const meta = document.createElement('meta');
  meta.setAttribute('property', 'csp-nonce');
  meta.content = nonce;
  document.head.append(meta);
}

/** Calls back after the next frame was painted. */
function afterPaint(callback: () => void): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(callback);
  });
}

/** Other scripts of the page's frame speak on the same channel; what has our types is the host's. */
function isHostMessage(data: unknown): data is HostMessage {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return data.type === 'event' || data.type === 'reply';
}

function readInitialState(): PanelState | null {
  const text = document.getElementById('initial-state')?.textContent.trim() ?? '';
  // The host wrote it into the page it made itself.
  return text === '' ? null : (JSON.parse(text) as PanelState | null);
}

/** Saves what the person arranged, a moment after they stop and when the page goes. */
function keep(view: ViewStore, save: (saved: unknown) => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const saveNow = (): void => {
    clearTimeout(timer);
    save(view.toSaved());
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(saveNow, saveDelayMs);
  };
  view.subscribe(saveSoon);
  window.addEventListener('scroll', saveSoon, { capture: true, passive: true });
  window.addEventListener('pagehide', saveNow);
}

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root.');
start(root);
