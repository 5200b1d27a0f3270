/** Answers for what the first bytes of a file say: whether it is one of ours, whole, and of which version. */

import { isSealed, sealBytes } from './fileSeal';

/** "CxSc": marks an SQLite file as ours (`PRAGMA application_id`). */
export const applicationId = 0x43785363;

const magic = 'SQLite format 3\0';
const headerBytes = 100;

export type FileHeader =
  | {
      readonly kind: 'ours';
      readonly version: number;
      /** The database alone, without its seal: a part of the bytes that were given. */
      readonly pages: Uint8Array;
    }
  /** `why` ends a sentence that begins with the file. */
  | { readonly kind: 'newer' | 'unusable'; readonly why: string };

const unusable = (why: string): FileHeader => ({ kind: 'unusable', why });

/**
 * Reads the header without the database engine, which trusts it more than a stranger's file deserves.
 * Layout: https://www.sqlite.org/fileformat.html#the_database_header
 */
export function readHeader(bytes: Uint8Array, newestVersion: number): FileHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length === 0) return unusable('is empty');
  if (bytes.length < headerBytes) return unusable('is no database');
  if (Buffer.from(bytes.subarray(0, magic.length)).toString('latin1') !== magic) return unusable('is no database');
  if (view.getUint32(68) !== applicationId) return unusable('belongs to another program');
  const version = view.getUint32(60);
  if (version > newestVersion) return { kind: 'newer', why: 'was written by a newer version' };
  if (version === 0) return unusable('was never finished');
  const storedSize = view.getUint16(16);
  // 65536 does not fit its two bytes and is stored as 1.
  const pageBytes = storedSize === 1 ? 65536 : storedSize;
  const whole = pageBytes * view.getUint32(28);
  if (bytes.length < whole) return unusable('is cut short');
  // SQLite itself finds nothing wrong with other letters in a text. A file without a seal is taken as it is.
  const isWhole = bytes.length === whole || (bytes.length === whole + sealBytes && isSealed(bytes));
  if (!isWhole) return unusable('is damaged');
  return { kind: 'ours', version, pages: bytes.subarray(0, whole) };
}
