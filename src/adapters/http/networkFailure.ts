/** Answers for what an error of the network means, by its code and never by its text. */
import type { Failure } from '../../domain/failure';

/** Errors name other errors; further down than this nothing new is found. */
const maxDepth = 6;

/**
 * Verdicts on certificates, and handshakes that came to nothing.
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const insecureCode =
  /^(CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERROR_IN_C|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$)/;
/** Node's parser: what came is not HTTP. https://nodejs.org/api/errors.html#hpe_header_overflow */
const notHttpCode = /^(HPE_|UND_ERR_HEADERS_OVERFLOW$)/;
/** Decompression. https://nodejs.org/api/zlib.html#zlib-constants */
const notCompressedCode = /^(Z_|ERR__ERROR_FORMAT|ERR_BROTLI|ERR_PADDING)/;
const slowCode = /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/;

/**
 * Whatever cannot be told apart is a server that cannot be reached: Electron's own `fetch` names its errors in prose
 * only. The detail is a code, because texts of errors can quote headers.
 */
export function networkFailure(error: unknown, host: string, timeoutMs: number): Failure {
  const codes = codesOf(error);
  const find = (pattern: RegExp): string | undefined => codes.find((code) => pattern.test(code));
  const insecure = find(insecureCode);
  if (insecure !== undefined) return { kind: 'insecure', host, detail: insecure };
  const notHttp = find(notHttpCode);
  if (notHttp !== undefined) return { kind: 'notTheServer', host, detail: `the answer is not HTTP (${notHttp})` };
  const notCompressed = find(notCompressedCode);
  if (notCompressed !== undefined) {
    return { kind: 'malformed', what: `An answer of ${host}`, detail: `it cannot be decompressed (${notCompressed})` };
  }
  if (find(slowCode) !== undefined) return { kind: 'timeout', what: host, afterMs: timeoutMs };
  return { kind: 'offline', host, detail: codes.at(-1) ?? 'no connection' };
}

/** The codes of an error, of what it names as its cause, and of those it is made of; the outermost first. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (depth > maxDepth || typeof error !== 'object' || error === null) return [];
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...codesOf(cause, depth + 1),
    ...(Array.isArray(errors) ? errors.flatMap((one: unknown) => codesOf(one, depth + 1)) : []),
  ];
}
