/** Answers for one exchange with a server: redirects, the time it may take, the size it may have. */
import type { Failure } from '../../domain/failure';
import { err, ok, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { HttpRequest, HttpResponse } from '../../ports/httpClient';
import { discardBody, readBody } from './boundedBody';
import { LinkedAbort } from './linkedAbort';
import { networkFailure } from './networkFailure';
import { untilAborted } from './untilAborted';

const maxRedirects = 5;

export interface TransportOptions {
  readonly clock: Clock;
  readonly fetch: typeof fetch | null;
  readonly userAgent: string;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

/** What an answer begins with. */
export type AnswerHead = Pick<HttpResponse, 'status' | 'headers'>;

export interface Received {
  readonly response: HttpResponse;
  /** Of the decoded body. */
  readonly bytes: number;
}

/** What came back; `aborted` when the signal said so, which is also told at once. */
export type Exchanged = Result<Received, Failure> | 'aborted';

/**
 * Every status is an answer here, redirects that are not followed apart.
 * @param onHead called when an answer begins, also one that breaks off then
 */
export async function exchange(
  request: HttpRequest,
  signal: AbortSignal,
  options: TransportOptions,
  onHead: (head: AnswerHead) => void,
): Promise<Exchanged> {
  const { clock, timeoutMs } = options;
  const { host } = new URL(request.url);
  const abort = new LinkedAbort(signal);
  const timer = clock.schedule(timeoutMs, () => {
    abort.abort();
  });
  try {
    const received = await untilAborted(follow(request, abort.signal, options, onHead), abort.signal);
    if (received !== 'aborted') return received;
  } catch (error) {
    if (!abort.signal.aborted) return err(networkFailure(error, host, timeoutMs));
  } finally {
    timer.dispose();
    abort.dispose();
  }
  return signal.aborted ? 'aborted' : err({ kind: 'timeout', what: host, afterMs: timeoutMs });
}

async function follow(
  request: HttpRequest,
  signal: AbortSignal,
  options: TransportOptions,
  onHead: (head: AnswerHead) => void,
): Promise<Result<Received, Failure>> {
  const { origin, host } = new URL(request.url);
  let url = request.url;
  for (let redirects = 0; ; redirects++) {
    const send = options.fetch ?? globalThis.fetch;
    const response = await send(url, {
      method: request.method,
      headers: { 'user-agent': options.userAgent, ...request.headers },
      body: request.body,
      // Followed here, because the token goes to this origin only.
      redirect: 'manual',
      credentials: 'omit',
      signal,
    });
    const target = redirectTarget(response, url);
    if (target === null) {
      // Who gave up was told so already.
      if (!signal.aborted) onHead({ status: response.status, headers: Object.fromEntries(response.headers) });
      return receive(response, url, options.maxBodyBytes);
    }
    discardBody(response);
    if (redirects === maxRedirects) return err({ kind: 'endless', what: `An address of ${host}` });
    if (target.origin !== origin || !mayFollow(request.method, response.status)) {
      return err({ kind: 'redirectedAway', host, to: target.host === '' ? 'another address' : target.host });
    }
    url = target.href;
  }
}

/** Where the answer sends us; null when it is none that does. */
function redirectTarget({ status, headers, type }: Response, base: string): URL | null {
  // A `fetch` of a browser's kind does not tell where to.
  if (type === 'opaqueredirect') return new URL('about:blank');
  const location = headers.get('location');
  if (location === null || ![301, 302, 303, 307, 308].includes(status)) return null;
  return URL.canParse(location, base) ? new URL(location, base) : null;
}

/** 303, and 301 and 302 after a POST, would ask something else: https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
function mayFollow(method: HttpRequest['method'], status: number): boolean {
  return status === 307 || status === 308 || (method === 'GET' && status !== 303);
}

async function receive(response: Response, url: string, maxBodyBytes: number): Promise<Result<Received, Failure>> {
  const body = await readBody(response, maxBodyBytes);
  if (body.kind === 'tooLarge') {
    return err({ kind: 'tooLarge', what: `An answer of ${new URL(url).host}`, limitBytes: maxBodyBytes });
  }
  return ok({
    response: { status: response.status, url, headers: Object.fromEntries(response.headers), body: body.text },
    bytes: body.bytes,
  });
}
