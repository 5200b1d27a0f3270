/** Answers for the declared shapes of what readers answer: nothing else may come out of them. */
import * as v from 'valibot';
import { excerptLimit } from '../../../src/domain/issue';
import { expect } from './target';

const text = v.string();
const textOrNull = v.nullable(text);
const texts = v.array(text);
/** What a `Date` can be made of: anything else ends the program that prints it. */
const momentOrNull = v.nullable(
  v.pipe(v.number(), v.finite(), v.minValue(-8_640_000_000_000_000), v.maxValue(8_640_000_000_000_000)),
);
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const line = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const edge = v.strictObject({ kind: text, id: text, scope: textOrNull, reversed: v.boolean() });

const pullRequest = v.strictObject({
  id: text,
  title: text,
  url: text,
  state: v.picklist(['open', 'draft', 'closed', 'merged']),
  review: v.nullable(v.picklist(['approved', 'changesRequested', 'required'])),
  mergedAtMs: momentOrNull,
});

const factsFields = {
  id: v.pipe(text, v.minLength(1)),
  title: text,
  trackerStatus: text,
  notWork: v.boolean(),
  priority: v.nullable(v.picklist([0, 1, 2, 3, 4])),
  type: textOrNull,
  labels: texts,
  assignees: texts,
  author: textOrNull,
  phase: textOrNull,
  started: v.boolean(),
  createdAtMs: momentOrNull,
  updatedAtMs: momentOrNull,
  closedAtMs: momentOrNull,
  deferUntilMs: momentOrNull,
  url: textOrNull,
  edges: v.array(edge),
  excerpt: v.exactOptional(
    v.strictObject({ text: v.pipe(v.string(), v.minLength(1), v.maxLength(excerptLimit)), isWhole: v.boolean() }),
  ),
  remote: v.exactOptional(
    v.strictObject({
      pullRequests: v.array(pullRequest),
      outside: v.boolean(),
      subIssues: v.nullable(v.strictObject({ completed: whole, total: whole })),
    }),
  ),
};

export const factsShape = v.strictObject(factsFields);

export const issueShape = v.strictObject({
  ...factsFields,
  location: v.nullable(v.strictObject({ path: text, line })),
});

export const problemShape = v.strictObject({ path: textOrNull, line: v.nullable(line), message: text });

/** Of a record of a markdown file. */
export const decodedShape = v.variant('kind', [
  v.strictObject({
    kind: v.literal('issue'),
    facts: factsShape,
    remarks: v.array(v.strictObject({ line, clause: text })),
  }),
  v.strictObject({ kind: v.literal('nothing') }),
  v.strictObject({ kind: v.literal('malformed'), line, why: text }),
]);

/** @throws where the value is not of the shape. */
export function expectShape(shape: v.GenericSchema, value: unknown): void {
  const parsed = v.safeParse(shape, value);
  if (parsed.success) return;
  const [issue] = parsed.issues;
  expect(false, `the answer is not of its shape: ${v.getDotPath(issue) ?? 'it'}: ${issue.message}`);
}
