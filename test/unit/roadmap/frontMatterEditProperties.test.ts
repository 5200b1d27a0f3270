import fc from 'fast-check';
import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { expect, it } from 'vitest';
import { editFrontMatter } from '../../../src/adapters/trackers/markdown/frontMatterEdit';
import {
  isList,
  isPlain,
  meantText,
  scalarText,
  type EditValue,
} from '../../../src/adapters/trackers/markdown/yamlText';

/** One key of a generated front matter, as its lines without line ends. */
interface Field {
  readonly key: string;
  readonly lines: readonly string[];
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom("'", '"', '#', ':', ' ', '-', ',', '[', '}', '|', '\\', 'a', 'é', '😀', '\u2028'),
  }),
  fc.constantFrom('null', '~', 'true', 'no', '1e5', '0x1f', '2026-01-01', '=', '---', '', ' a', 'a ', '12:30:00'),
);
const wordText = fc.stringMatching(/^[a-z]{1,3}( [a-z]{1,3})?$/);
const newValue: fc.Arbitrary<EditValue> = fc.oneof(
  text,
  text,
  fc.constantFrom(null, true, false),
  fc.integer(),
  fc.record({ atMs: fc.integer({ min: 0, max: 4e12 }) }),
  fc.array(text, { maxLength: 3 }),
);
const comment = fc.constantFrom('', '', ' # a', "  #b: 'c' [", '\t# é');
const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', '"f g"', "'h'", 'i i');

/** The value part of a field: what follows the colon, and the lines below. */
const valueLines: fc.Arbitrary<readonly string[]> = fc.oneof(
  fc
    .tuple(text, fc.constantFrom('plain', 'single', 'double'), comment)
    .map(([value, quoting, after]) => [` ${scalarText(value, quoting as 'plain')}${after}`]),
  fc
    .tuple(fc.constantFrom('', ' ~', ' null', ' 1.50', ' @dana', '\n  later'), comment)
    .map(([value, after]) => (value + after).split('\n')),
  fc
    .tuple(fc.constantFrom('', '  '), fc.array(fc.tuple(text, comment), { minLength: 1, maxLength: 3 }), comment)
    .map(([indent, items, after]) => [
      after,
      ...items.map(([item, behind]) => `${indent}- ${scalarText(item)}${behind}`),
    ]),
  fc
    .tuple(fc.array(text, { maxLength: 3 }), comment)
    .map(([items, after]) => [` [${items.map((item) => scalarText(item, 'plain', true)).join(' ,')}]${after}`]),
  fc.constantFrom(
    [' |', '  text: x', '', '  # no comment'],
    [' >-  # folded', '   text', '   more'],
    [" 'two", "  lines'"],
    [' two', '  lines # so'],
    ['', '  github: 1', "  other: 'x'"],
    [' {x: [1, {}], y: "]"}'],
    ['', '- x: 1', '  y: 2', '-'],
  ),
);
// A name that YAML reserves is read behind a plain key only.
const field: fc.Arbitrary<Field> = fc
  .record({ key, lines: valueLines })
  .filter(({ key: name, lines }) => /^[a-z]/.test(name) || !lines[0]?.startsWith(' @'));
const between = fc.array(fc.constantFrom('', '# comment', '  # indented: x'), { maxLength: 2 });

const frontMatter = fc.record({
  fields: fc.uniqueArray(fc.tuple(field, between), { selector: ([{ key: name }]) => name, minLength: 1 }),
  lineEnds: fc.array(fc.constantFrom('\n', '\r\n'), { minLength: 1, maxLength: 5 }),
  mark: fc.constantFrom('', '\ufeff'),
  body: fc.constantFrom('', '\n# body\n\n---\nstatus: x', '\r\nbody'),
});

type Shape = typeof frontMatter extends fc.Arbitrary<infer T> ? T : never;

const nameOf = (written: string): string => written.replace(/^["']|["']$/g, '');

/** The file in parts: what stands above a field, its lines, and what stands below. */
function partsOf({ fields, lineEnds, mark, body }: Shape, chosen: number): readonly [string, string, string] {
  let count = 0;
  const withEnds = (lines: readonly string[]): string =>
    lines.map((line) => line + (lineEnds[count++ % lineEnds.length] ?? '\n')).join('');
  const parts: [string, string, string] = [mark + withEnds(['---']), '', ''];
  fields.forEach(([{ key: name, lines }, below], index) => {
    const [first = '', ...others] = lines;
    parts[index < chosen ? 0 : index === chosen ? 1 : 2] += withEnds([`${name}:${first}`, ...others]);
    // Indented below a block of text it would be a part of that text.
    const isBlock = /^ [|>]/.test(first);
    parts[index < chosen ? 0 : 2] += withEnds(isBlock ? below.map((line) => line.trimStart()) : below);
  });
  parts[2] += `---${body}`;
  return parts;
}

function fieldsOf(content: string): Readonly<Record<string, unknown>> {
  const yaml = content.replace(/^\ufeff?---\r?\n/, '').replace(/(^|\n)---[^]*$/, '$1');
  return load(yaml.replaceAll('@dana', "'@dana'"), { schema: FAILSAFE_SCHEMA }) as Record<string, unknown>;
}

const meant = (value: EditValue): unknown => (isList(value) ? value.map(meantText) : meantText(value));

function edited(content: string, changes: ReadonlyMap<string, EditValue>, keyOrder: readonly string[] = []): string {
  const result = editFrontMatter(Buffer.from(content), changes, { what: 'a.md', keyOrder });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.toString('utf8');
}

it('changes what one key says and no byte outside its value, however the file is written', () => {
  fc.assert(
    fc.property(frontMatter, fc.nat(), newValue, (shape, at, value) => {
      const chosen = at % shape.fields.length;
      const name = nameOf(shape.fields[chosen]?.[0].key ?? '');
      const [above, lines, below] = partsOf(shape, chosen);
      const before = above + lines + below;
      const after = edited(before, new Map([[name, value]]));

      expect(after.startsWith(above) && after.endsWith(below)).toBe(true);
      expect(fieldsOf(after)).toEqual({ ...fieldsOf(before), [name]: meant(value) });
      const now = after.slice(above.length, after.length - below.length);
      expect(now.startsWith(lines.slice(0, lines.indexOf(':') + 1))).toBe(true);
      if (/^[^\n]*\n$/.test(lines)) expect(now.replace(/^.*[^\r\n]/, '')).toBe(lines.replace(/^.*[^\r\n]/, ''));
    }),
    { numRuns: 200 },
  );
});

it('restores the file to the byte when a value is changed back', () => {
  const simple = fc.record({
    old: text,
    quoting: fc.constantFrom('plain', 'single', 'double'),
    behind: comment,
    value: fc.oneof(
      wordText,
      wordText.map((word) => `${word}: it's`),
    ),
  });
  fc.assert(
    fc.property(frontMatter, fc.nat(), simple, (shape, at, { old, quoting, behind, value }) => {
      const chosen = at % shape.fields.length;
      const name = nameOf(shape.fields[chosen]?.[0].key ?? '');
      // A plain text that has to be quoted meanwhile stays quoted.
      fc.pre(quoting !== 'plain' || isPlain(value));
      const source = scalarText(old, quoting);
      const fields = shape.fields.map(([each, below], index) =>
        index === chosen ? ([{ ...each, lines: [` ${source}${behind}`] }, below] as [Field, string[]]) : [each, below],
      ) as Shape['fields'];
      const before = partsOf({ ...shape, fields }, chosen).join('');
      expect(edited(edited(before, new Map([[name, value]])), new Map([[name, old]]))).toBe(before);
    }),
    { numRuns: 150 },
  );
});

it('puts a missing key on lines of its own, behind the nearest before it', () => {
  fc.assert(
    fc.property(frontMatter, fc.nat(), newValue, (shape, at, value) => {
      const chosen = at % shape.fields.length;
      const name = nameOf(shape.fields[chosen]?.[0].key ?? '');
      const [above, lines, below] = partsOf(shape, chosen);
      const before = above + lines + below;
      const after = edited(before, new Map([['new key', value]]), ['x', name, 'y', 'new key', 'z']);
      expect(after.startsWith(above + lines.replace(/(?:\r?\n)+$/, ''))).toBe(true);
      expect(after.endsWith(below)).toBe(true);
      expect(fieldsOf(after)).toEqual({ ...fieldsOf(before), 'new key': meant(value) });
    }),
    { numRuns: 200 },
  );
});
