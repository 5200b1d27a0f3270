/** Answers for strange input: texts, bytes and JSON of any kind, and good ones that were damaged. */
import fc from 'fast-check';

const pieces = [
  '',
  '\0',
  '\ufeff',
  '\ud800',
  '\r',
  '\r\n',
  '\n\n',
  '---\n',
  '...\n',
  '<<<<<<< ours\n',
  '&a *a',
  '!!js/function x',
  '{{',
  '[[[[',
  '"',
  "'",
  '\\',
  '#1',
  '#999999999999',
  'https://',
  '../',
  '%00',
  '__proto__',
  'constructor',
  '1e999',
  '-0',
  '9007199254740993',
  'NaN',
  '2026-13-45T99:99:99Z',
  '+275761-01-01T00:00:00Z',
  '💩',
] as const;

/** Long enough that what takes quadratic time is noticed. */
const longRuns = 60_000;

/** The same again and again: what a careless expression goes back and forth over. */
const longText = fc
  .tuple(fc.constantFrom(...pieces, ' ', '\t', 'a', 'a ', '[', '{"a":', '- ', '* ', '`', '(', '<', 'x='), fc.boolean())
  .map(([piece, ends]) => piece.repeat(Math.ceil(longRuns / Math.max(1, piece.length))) + (ends ? '' : '!'));

export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: fc.string({ maxLength: 200 }) },
  { weight: 20, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  { weight: 20, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((each) => each.join('')) },
  { weight: 1, arbitrary: longText },
);

interface Change {
  readonly from: number;
  readonly to: number;
  readonly instead: string;
  readonly times: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  instead: fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })),
  times: fc.oneof(
    { weight: 60, arbitrary: fc.constant(1) },
    { weight: 5, arbitrary: fc.nat(40) },
    { weight: 1, arbitrary: fc.constant(20_000) },
  ),
});

/** Half of the changes are of a few letters, so that most of the text stays what it was. */
function changed(text: string, { from, to, instead, times }: Change): string {
  const start = Math.floor(Math.min(from, to) * text.length);
  const end =
    times % 2 === 1 ? Math.min(text.length, start + Math.floor(to * 4)) : Math.floor(Math.max(from, to) * text.length);
  return text.slice(0, start) + instead.repeat(times) + text.slice(end);
}

/** Good texts with a few changes, and any others. */
export const textLike = (...samples: readonly [string, ...string[]]): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 4 }))
        .map(([sample, changes]) => changes.reduce(changed, sample)),
    },
    { weight: 1, arbitrary: anyText },
  );

/** The same as bytes: also cut in the middle of a letter, and with bytes that are none of any. */
export const bytesLike = (...samples: readonly [string, ...string[]]): fc.Arbitrary<Buffer> =>
  fc.oneof(
    fc.tuple(textLike(...samples), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 })).map(([text, flips]) => {
      const bytes = Buffer.from(text, 'utf8');
      for (const [at, value] of flips) if (bytes.length > 0) bytes[at % bytes.length] = value;
      return bytes;
    }),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  );

const deep = JSON.parse('['.repeat(200) + ']'.repeat(200)) as unknown;
const polluting = JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":1}}') as unknown;
/** Nothing can be made a text of it. */
const wordless = { toString: null, valueOf: null };
const longTextPart = 'x '.repeat(30_000);

const oddJson: fc.Arbitrary<unknown> = fc.oneof(
  {
    weight: 16,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, -1, 0.5, 1e308, Infinity, 2 ** 53, -(2 ** 53), 8.64e15 + 1, '', [], {}, [[]], '\0', '\ud800'],
      ...[[null], { a: null }, wordless, polluting, longTextPart, deep, [wordless], [[[]]], '2026-01-01T00:00:00Z', 1],
    ),
  },
  { weight: 4, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 4, arbitrary: fc.constantFrom(...pieces) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

type Path = readonly (string | number)[];

/** Deeper than that nothing of ours reaches. */
const deepest = 8;

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null || path.length === deepest) return [path];
  const parts = Array.isArray(value) ? value.map((each, at) => [at, each] as const) : Object.entries(value);
  return [path, ...parts.flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

/** A copy with another value at the path; with `undefined` there, without that part. */
function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return list.flatMap((each, at) => {
      if (at !== key) return [each];
      const now = replaced(each, rest, by);
      return now === undefined ? [] : [now];
    });
  }
  const fields = Object.entries(value as Readonly<Record<string, unknown>>).map(
    ([name, each]) => [name, name === key ? replaced(each, rest, by) : each] as const,
  );
  return Object.fromEntries(fields.filter(([, each]) => each !== undefined));
}

/** Good values with a few parts replaced or left out, and any others. */
export const jsonLike = (...samples: readonly [unknown, ...unknown[]]): fc.Arbitrary<unknown> =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(
          fc.constantFrom(...samples),
          fc.array(fc.tuple(fc.nat(), fc.option(oddJson, { nil: undefined })), { minLength: 1, maxLength: 3 }),
        )
        .map(([sample, changes]) =>
          changes.reduce<unknown>((value, [at, by]) => {
            const paths = pathsOf(value);
            return replaced(value, paths[at % paths.length] ?? [], by);
          }, sample),
        ),
    },
    { weight: 1, arbitrary: oddJson },
  );

/** Such values as the text they come in, which may be damaged as well. */
export const jsonTextLike = (...samples: readonly [unknown, ...unknown[]]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 3, arbitrary: jsonLike(...samples).map((value) => JSON.stringify([value]).slice(1, -1)) },
    {
      weight: 1,
      arbitrary: textLike(JSON.stringify(samples[0]), ...samples.slice(1).map((each) => JSON.stringify(each))),
    },
  );
