/** Answers for whether a file is what was written, to the bit: behind its pages stands a checksum of them. */
import { crc32 } from 'node:zlib';

/** "CxSl", and the CRC-32 of all that is before it. */
const mark = Buffer.from('CxSl', 'latin1');
export const sealBytes = mark.length + 4;

/** The pages of a database with their seal. */
export function sealed(pages: Uint8Array): Uint8Array {
  const file = Buffer.allocUnsafe(pages.length + sealBytes);
  file.set(pages);
  file.set(mark, pages.length);
  file.writeUInt32BE(crc32(pages), pages.length + mark.length);
  return file;
}

/** Whether the file ends in the seal of what is before it. */
export function isSealed(file: Uint8Array): boolean {
  const pages = file.subarray(0, -sealBytes);
  const seal = Buffer.from(file.subarray(-sealBytes));
  if (seal.length < sealBytes || !seal.subarray(0, mark.length).equals(mark)) return false;
  return seal.readUInt32BE(mark.length) === crc32(pages);
}
