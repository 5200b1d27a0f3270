import { describe, expect, it } from 'vitest';
import { parseWebviewMessage } from '../../../src/protocol/inbound';
import type { HostEvent, HostMessage, WebviewMessage } from '../../../src/protocol/messages';
import {
  PanelClient,
  RequestCancelledError,
  RequestFailedError,
  servePanel,
  type PanelHandlers,
} from '../../../src/protocol/messenger';
import { sampleState } from '../../fakes/panelState';

const { revision, header, order } = sampleState([]);
const outline = { revision, header, order, rowCount: 0 };

const handlers: PanelHandlers = {
  getState: () => outline,
  getRows: () => [],
  arranged: () => null,
  openIssue: () => null,
  copyIssueKey: () => null,
  openProblem: () => null,
  openLink: () => null,
  act: () => null,
  getDetails: () => null,
  getChain: () => null,
  getText: () => null,
  openAddress: () => null,
  run: () => null,
  painted: () => null,
};

/** A client and a host joined directly; what crosses is copied as between two processes. */
function join(given: Partial<PanelHandlers> = {}) {
  const events: HostEvent[] = [];
  const errors: unknown[] = [];
  const replies: HostMessage[] = [];
  const serve = servePanel(
    { ...handlers, ...given },
    parseWebviewMessage,
    (message) => {
      replies.push(message);
      client.receive(structuredClone(message));
    },
    (_request, cause) => errors.push(cause),
  );
  const client = new PanelClient(
    (message) => void serve(structuredClone(message)),
    (event) => events.push(event),
  );
  return { client, serve, events, errors, replies };
}

describe('PanelClient and servePanel', () => {
  it('resolves a request with what the handler of that name returns', async () => {
    const { client } = join();
    expect(await client.request('getState', { revision: null })).toEqual(outline);
  });

  it('hands the handler its argument', async () => {
    const keys: string[] = [];
    const { client } = join({
      copyIssueKey: ({ key }) => {
        keys.push(key);
        return null;
      },
    });
    await client.request('copyIssueKey', { key: 'beads:shop#a' });
    expect(keys).toEqual(['beads:shop#a']);
  });

  it('keeps calls apart that are answered out of order', async () => {
    let release: (value: null) => void = () => undefined;
    const slow = new Promise<null>((resolve) => {
      release = resolve;
    });
    const { client } = join({ openIssue: () => slow });
    const first = client.request('openIssue', { key: 'a', preview: true });
    const second = await client.request('getState', { revision: null });
    release(null);
    expect(second).toEqual(outline);
    expect(await first).toBeNull();
  });

  it('turns a throwing handler into a rejection with its message, and tells the log', async () => {
    const cause = new Error('The file is gone.');
    const { client, errors } = join({
      openIssue: () => {
        throw cause;
      },
      copyIssueKey: () => Promise.reject(cause),
    });
    await expect(client.request('openIssue', { key: 'a', preview: true })).rejects.toEqual(
      new RequestFailedError('The file is gone.'),
    );
    await expect(client.request('copyIssueKey', { key: 'a' })).rejects.toBeInstanceOf(RequestFailedError);
    expect(errors).toEqual([cause, cause]);
  });

  it('hands on events in order', () => {
    const { client, events } = join();
    client.receive({ type: 'event', event: { type: 'reveal', key: 'a' } });
    client.receive({ type: 'event', event: { type: 'reveal', key: 'b' } });
    expect(events).toEqual([
      { type: 'reveal', key: 'a' },
      { type: 'reveal', key: 'b' },
    ]);
  });

  it('rejects waiting and later calls once disposed, and hears no more events', async () => {
    const posted: WebviewMessage[] = [];
    const events: HostEvent[] = [];
    const client = new PanelClient(
      (message) => posted.push(message),
      (event) => events.push(event),
    );
    const waiting = client.request('getState', { revision: null });
    client.dispose();
    await expect(waiting).rejects.toBeInstanceOf(RequestCancelledError);
    await expect(client.request('getState', { revision: null })).rejects.toBeInstanceOf(RequestCancelledError);
    client.receive({ type: 'event', event: { type: 'reveal', key: 'a' } });
    client.dispose();
    expect(posted).toHaveLength(1);
    expect(events).toEqual([]);
  });

  it('answers a request it does not understand, so that nobody waits for it', async () => {
    const { serve, replies } = join();
    await serve({ type: 'request', id: 4, name: 'deleteEverything', argument: null });
    expect(replies).toEqual([{ type: 'reply', id: 4, ok: false, message: 'The request was not understood.' }]);
  });

  it.each([null, undefined, 7, 'request', [], {}, { type: 'request', id: 'x' }])(
    'stays silent on %j, which is no request',
    async (inbound) => {
      const { serve, replies } = join();
      await serve(inbound);
      expect(replies).toEqual([]);
    },
  );
});
