/** Answers for requests and replies between the webview and the host: one client, one server, no transport of its own. */
import type { HostEvent, HostMessage, PanelRequestName, PanelRequests, WebviewMessage } from './messages';

type Argument<Name extends PanelRequestName> = PanelRequests[Name]['argument'];
type Reply<Name extends PanelRequestName> = PanelRequests[Name]['reply'];

/** One function for each request; leaving one out does not compile. Throwing becomes an error reply. */
export type PanelHandlers = {
  readonly [Name in PanelRequestName]: (argument: Argument<Name>) => Reply<Name> | Promise<Reply<Name>>;
};

/** The host could not do what was asked; `message` is the host's own sentence. */
export class RequestFailedError extends Error {
  override readonly name = 'RequestFailedError';
}

/** The client was disposed before the reply came. */
export class RequestCancelledError extends Error {
  override readonly name = 'RequestCancelledError';
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: Error) => void;
}

/** The webview's end. Feed it every message of the host through {@link PanelClient.receive}. */
export class PanelClient {
  readonly #pending = new Map<number, PendingCall>();
  #lastId = 0;
  #disposed = false;

  /**
   * @param post hands a message to the host.
   * @param onEvent is called with each event of the host, in order.
   */
  constructor(
    private readonly post: (message: WebviewMessage) => void,
    private readonly onEvent: (event: HostEvent) => void,
  ) {}

  /**
   * Asks the host.
   * @throws RequestFailedError when the host says no, RequestCancelledError after {@link PanelClient.dispose}.
   */
  request<Name extends PanelRequestName>(name: Name, argument: Argument<Name>): Promise<Reply<Name>> {
    if (this.#disposed) return Promise.reject(new RequestCancelledError(`${name}: the panel is closed.`));
    const id = ++this.#lastId;
    return new Promise<Reply<Name>>((resolve, reject) => {
      // The host's handler for `name` is typed to return this reply, and the host is our own code.
      this.#pending.set(id, {
        resolve: (value) => {
          resolve(value as Reply<Name>);
        },
        reject,
      });
      // A union cannot be built from a generic name; the pair is right by the signature.
      this.post({ type: 'request', id, name, argument } as WebviewMessage);
    });
  }

  /** Takes one message of the host. Replies to unknown calls are ignored: their caller is gone. */
  receive(message: HostMessage): void {
    if (this.#disposed) return;
    if (message.type === 'event') {
      this.onEvent(message.event);
      return;
    }
    const call = this.#pending.get(message.id);
    if (call === undefined) return;
    this.#pending.delete(message.id);
    if (message.ok) call.resolve(message.value);
    else call.reject(new RequestFailedError(message.message));
  }

  /** Rejects every call still waiting and takes no more. */
  dispose(): void {
    this.#disposed = true;
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const call of waiting) call.reject(new RequestCancelledError('The panel was closed.'));
  }
}

/**
 * The host's end: returns the function to call with every inbound message.
 * @param parse validates what came from outside; null means the message is not one of ours.
 * @param post hands a message to the webview. It is not called for messages that are not requests.
 * @param onError hears of handlers that threw, for the log.
 */
export function servePanel(
  handlers: PanelHandlers,
  parse: (inbound: unknown) => WebviewMessage | null,
  post: (message: HostMessage) => void,
  onError: (request: string, cause: unknown) => void,
): (inbound: unknown) => Promise<void> {
  return async (inbound) => {
    const message = parse(inbound);
    if (message === null) {
      const id = requestId(inbound);
      if (id !== null) post({ type: 'reply', id, ok: false, message: 'The request was not understood.' });
      return;
    }
    const { id } = message;
    try {
      post({ type: 'reply', id, ok: true, value: await dispatch(handlers, message) });
    } catch (cause) {
      onError(message.name, cause);
      post({ type: 'reply', id, ok: false, message: cause instanceof Error ? cause.message : String(cause) });
    }
  };
}

function dispatch(handlers: PanelHandlers, message: WebviewMessage): unknown {
  switch (message.name) {
    case 'getState':
      return handlers.getState(message.argument);
    case 'getRows':
      return handlers.getRows(message.argument);
    case 'openIssue':
      return handlers.openIssue(message.argument);
    case 'copyIssueKey':
      return handlers.copyIssueKey(message.argument);
    case 'openProblem':
      return handlers.openProblem(message.argument);
    case 'openLink':
      return handlers.openLink(message.argument);
    case 'act':
      return handlers.act(message.argument);
    case 'arranged':
      return handlers.arranged(message.argument);
    case 'getDetails':
      return handlers.getDetails(message.argument);
    case 'getChain':
      return handlers.getChain(message.argument);
    case 'getText':
      return handlers.getText(message.argument);
    case 'openAddress':
      return handlers.openAddress(message.argument);
    case 'run':
      return handlers.run(message.argument);
    case 'painted':
      return handlers.painted(message.argument);
  }
}

/** The id of something that at least looks like a request, so that its caller is answered and not left waiting. */
function requestId(inbound: unknown): number | null {
  if (typeof inbound !== 'object' || inbound === null) return null;
  const { type, id } = inbound as { readonly type?: unknown; readonly id?: unknown };
  return type === 'request' && typeof id === 'number' && Number.isSafeInteger(id) ? id : null;
}
