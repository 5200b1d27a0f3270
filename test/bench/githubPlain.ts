/** Answers for requests by nothing but `fetch` and `JSON.parse`: what reading the same takes at least. */
import type { PlainBatch, PlainRequest } from './githubDeeds';

/** @throws when a server refuses one. */
export async function sendPlainly(batches: readonly PlainBatch[]): Promise<void> {
  for (const { requests, atOnce } of batches) {
    const left = [...requests];
    const worker = async (): Promise<void> => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await send(next);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }
}

async function send({ method, url, headers, body }: PlainRequest): Promise<void> {
  const response = await fetch(url, { method, headers, body });
  const text = await response.text();
  if (response.status >= 400) throw new Error(`${method} ${url} was answered ${response.status}`);
  if (text !== '') JSON.parse(text);
}
