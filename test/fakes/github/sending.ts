/** Answers for how an answer of the loopback GitHub gets onto the wire, whole or spoilt. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Fault } from './faults';
import type { Answer } from './restAnswer';

const jsonType = 'application/json; charset=utf-8';

/** Weak, as GitHub's are. */
export const etagOf = (body: string): string => `W/"${createHash('sha256').update(body).digest('hex')}"`;

export interface Sendable {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

export const written = ({ status, headers, body }: Answer): Sendable => ({
  status,
  headers: { 'content-type': jsonType, ...headers },
  text: body === null ? '' : JSON.stringify(body),
});

/** What a fault makes of an answer. */
export function spoilt(answer: Sendable, fault: Fault, ownAddress: string): Sendable {
  const headers = { ...answer.headers, ...fault.headers };
  const status = fault.status ?? answer.status;
  switch (fault.garbage) {
    case 'html':
      return {
        status,
        headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
        text: '<!doctype html><title>Sign in to the network</title><p>Accept the terms to go on.</p>',
      };
    case 'json':
      return { status, headers, text: answer.text.slice(0, Math.max(1, answer.text.length >> 1)) };
    case 'huge':
      return { status, headers, text: `[${' '.repeat(64 * 1024 * 1024)}]` };
    case 'linkLoop':
      return { status, headers: { ...headers, link: `<${ownAddress}>; rel="next"` }, text: answer.text };
    case 'endless':
    case undefined:
      return { status, headers, text: textOf(answer, fault) };
    default:
      return fault.garbage satisfies never;
  }
}

function textOf(answer: Sendable, fault: Fault): string {
  if (fault.body !== undefined) return typeof fault.body === 'string' ? fault.body : JSON.stringify(fault.body);
  if (fault.rewrite !== undefined) return JSON.stringify(fault.rewrite(JSON.parse(answer.text)));
  return answer.text;
}

export function send(request: IncomingMessage, response: ServerResponse, answer: Sendable, fault: Fault | null): void {
  response.sendDate = false;
  const bodiless = answer.status === 304 || answer.status === 204;
  const zipped = !bodiless && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') && fault?.garbage !== 'endless';
  const body = bodiless ? Buffer.alloc(0) : zipped ? gzipSync(answer.text, { level: 1 }) : Buffer.from(answer.text);
  const headers: Record<string, string> = { ...answer.headers };
  if (zipped) headers['content-encoding'] = 'gzip';
  if (fault?.garbage === 'endless' && !bodiless) {
    response.writeHead(answer.status, headers);
    withoutEnd(response, answer.text);
    return;
  }
  if (!bodiless) headers['content-length'] = String(body.length);
  response.writeHead(answer.status, headers);
  if (fault?.cut === 'midBody') {
    response.write(body.subarray(0, body.length >> 1), () => request.socket.destroy());
    return;
  }
  response.end(body);
}

/** Goes on until the other side has enough. */
function withoutEnd(response: ServerResponse, begin: string): void {
  const blanks = Buffer.alloc(64 * 1024, ' ');
  const more = (): void => {
    while (!response.destroyed && response.write(blanks));
  };
  response.on('drain', more);
  response.write(begin.slice(0, 1));
  more();
}
