/** Answers for what a page asks of its host: each deed is a request, and what the host refuses shows as a notice. */
import type { PanelRequestName, PanelRequests } from '../../src/protocol/messages';
import { RequestCancelledError, type PanelClient } from '../../src/protocol/messenger';
import type { PanelDeeds } from '../components/panel';
import type { Observable } from './observable';
import { isHostMessage } from './pageLife';

/** Sends a request whose reply nobody waits for. */
export type Ask = <Name extends PanelRequestName>(name: Name, argument: PanelRequests[Name]['argument']) => void;

/** Takes what the host sends from now on. */
export function listenToHost(client: PanelClient): void {
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isHostMessage(data)) client.receive(data);
  });
}

/** @param notice is given what the host refused, as a sentence */
export function askerOf(client: PanelClient, notice: Observable<string | null>): Ask {
  return (name, argument) => {
    client.request(name, argument).catch((cause: unknown) => {
      if (!(cause instanceof RequestCancelledError)) notice.set(cause instanceof Error ? cause.message : String(cause));
    });
  };
}

/** @param reload asks for the whole state again */
export function deedsOf(ask: Ask, reload: () => void): PanelDeeds {
  return {
    openIssue: (key, preview) => {
      ask('openIssue', { key, preview });
    },
    run: (command, keys) => {
      ask('run', { command, keys });
    },
    // The host takes the place and nothing beside it.
    openProblem: ({ source, path, line }) => {
      ask('openProblem', { source, path, line });
    },
    openLink: (key, which) => {
      ask('openLink', { key, which });
    },
    act: (action, source) => {
      ask('act', source === undefined ? { action } : { action, source });
    },
    reload,
  };
}
