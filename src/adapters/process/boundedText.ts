/** Answers for collecting a stream as UTF-8 text without letting it fill the memory. */
import type { Readable } from 'node:stream';

export class BoundedText {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  /** Calls `onTooLarge` for each chunk beyond `maxBytes`, which is not kept. */
  constructor(stream: Readable, maxBytes: number, onTooLarge: () => void) {
    stream.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length;
      if (this.bytes > maxBytes) onTooLarge();
      else this.chunks.push(chunk);
    });
  }

  text(): string {
    return Buffer.concat(this.chunks).toString('utf8');
  }
}
