import { describe, expect, it } from 'vitest';
import { networkFailure } from '../../../src/adapters/http/networkFailure';

const coded = (code: string): Error => Object.assign(new Error('with Bearer ghp_recognisable in it'), { code });
const failed = (cause: unknown): Error => new TypeError('fetch failed', { cause });
const kindOf = (error: unknown): string => networkFailure(error, 'api.example.com', 30_000).kind;

describe('an error of the network', () => {
  it.each([
    ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE'],
    ...['UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH'],
  ])('means that the server cannot be reached: %s', (code) => {
    expect(networkFailure(failed(coded(code)), 'api.example.com', 30_000)).toEqual({
      kind: 'offline',
      host: 'api.example.com',
      detail: code,
    });
  });

  it.each([
    ...['CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'EPROTO'],
    ...['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_SSL_WRONG_VERSION_NUMBER'],
  ])('means that the connection is not trusted: %s', (code) => {
    expect(kindOf(failed(coded(code)))).toBe('insecure');
  });

  it.each([
    ['HPE_INVALID_CONSTANT', 'notTheServer'],
    ['Z_DATA_ERROR', 'malformed'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
  ])('%s is %s', (code, kind) => {
    expect(kindOf(failed(coded(code)))).toBe(kind);
  });

  it('is found among several attempts', () => {
    const attempts = new AggregateError([coded('ECONNREFUSED'), coded('ENETUNREACH')], 'all failed');
    expect(networkFailure(failed(attempts), 'h', 1)).toMatchObject({ kind: 'offline', detail: 'ENETUNREACH' });
    expect(kindOf(failed(new AggregateError([coded('CERT_HAS_EXPIRED')])))).toBe('insecure');
  });

  it.each([[new TypeError('net::ERR_NAME_NOT_RESOLVED')], ['text'], [null], [{ code: 7 }]])(
    'of another kind is a server that cannot be reached',
    (error) => {
      expect(networkFailure(error, 'h', 1)).toEqual({ kind: 'offline', host: 'h', detail: 'no connection' });
    },
  );

  it('that names itself as its cause is no endless one', () => {
    const error = new Error('round');
    error.cause = error;
    expect(kindOf(error)).toBe('offline');
  });

  it('never says what its text says', () => {
    expect(JSON.stringify(networkFailure(failed(coded('ECONNRESET')), 'h', 1))).not.toContain('ghp_');
  });
});
