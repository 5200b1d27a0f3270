/** Answers for reading the body of an answer without letting it fill the memory. */

export type Body =
  { readonly kind: 'whole'; readonly text: string; readonly bytes: number } | { readonly kind: 'tooLarge' };

/**
 * Reads to the end, or until more than `maxBytes` came: then the rest is not fetched.
 * @throws what reading throws when the connection breaks.
 */
export async function readBody(response: Response, maxBytes: number): Promise<Body> {
  if (response.body === null) return { kind: 'whole', text: '', bytes: 0 };
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { kind: 'whole', text: text + decoder.decode(), bytes };
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      // The answer is given up; how its connection takes that matters to nobody.
      reader.cancel().catch(() => undefined);
      return { kind: 'tooLarge' };
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** Lets go of an answer whose body nobody reads, so that its connection is free again. */
export function discardBody(response: Response): void {
  response.body?.cancel().catch(() => undefined);
}
