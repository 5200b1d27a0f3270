/** Answers for references of commits as records, and for putting them together again, trusting none of them. */
import * as v from 'valibot';
import type { CommitReference, ReferenceState } from '../../domain/commitReference';
import type { KeptRecord } from '../../ports/keptStore';
import type { StoredReferences } from '../../ports/refStore';
import { parseJson } from './storedText';

const text = v.string();
const moment = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The newest commit that names a number. */
const named = v.object({ repository: text, number: count, commit: text, committedAtMs: moment });

/** The newest commit on the default branch that closes it. */
const closing = v.object({ commit: text, committedAtMs: moment });

/** What became of it; none: it is pending. So a process that did not hear of a result never writes over it. */
const result = v.variant('kind', [
  v.object({
    kind: v.literal('resolved'),
    resolution: v.object({
      kind: v.picklist(['issue', 'pullRequest']),
      title: text,
      url: text,
      state: v.picklist(['open', 'closed', 'merged']),
    }),
    resolvedAtMs: moment,
  }),
  v.object({
    kind: v.literal('error'),
    what: text,
    final: v.boolean(),
    attempts: count,
    retryAtMs: v.nullable(moment),
  }),
]);

const tips = v.array(text);

const prefixes = { named: 'reference:', closing: 'closing:', result: 'result:' } as const;
const tipsKey = 'reference-tips';

/** Whether the moment of such a record is that of the commit it speaks of. */
export const isMomentOfCommit = (key: string): boolean =>
  key.startsWith(prefixes.named) || key.startsWith(prefixes.closing);

/** One for all spellings of a repository. */
const nameOf = ({ repository, number }: Pick<CommitReference, 'repository' | 'number'>): string =>
  `${repository.toLowerCase()}#${number}`;

/** The records that say what `references` say, by key. `atMs` is null where it is the moment of writing. */
export function factsOf(
  references: StoredReferences,
): ReadonlyMap<string, { readonly value: string; readonly atMs: number | null }> {
  const facts = new Map<string, { readonly value: string; readonly atMs: number | null }>();
  const put = (key: string, value: unknown, atMs: number | null): void => {
    facts.set(key, { value: JSON.stringify(value), atMs });
  };
  for (const reference of references.references) {
    const { repository, number, commit, committedAtMs, closedBy, state } = reference;
    const name = nameOf(reference);
    put(prefixes.named + name, { repository, number, commit, committedAtMs }, committedAtMs);
    if (closedBy !== null) put(prefixes.closing + name, inOrder(closedBy), closedBy.committedAtMs);
    if (state.kind !== 'pending') put(prefixes.result + name, inOrder(state), null);
  }
  if (references.tips.length > 0) put(tipsKey, references.tips, null);
  return facts;
}

/** With its fields in the order of the alphabet: what says the same is the same text, whoever made it. */
function inOrder(value: object): unknown {
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]: [string, unknown]) => [
        name,
        typeof field === 'object' && field !== null ? inOrder(field) : field,
      ]),
  );
}

export interface ReadReferences {
  /** Null: there are none. */
  readonly references: StoredReferences | null;
  /** How many records say nothing that can be used. */
  readonly unusable: number;
}

/** Puts records together; those of others than references are passed over. */
export function referencesOf(records: ReadonlyMap<string, KeptRecord>): ReadReferences {
  let unusable = 0;
  const read = <T>(schema: v.GenericSchema<unknown, T>, key: string): T | null => {
    const value = records.get(key)?.value ?? null;
    if (value === null) return null;
    const parsed = v.safeParse(schema, parseJson(value));
    if (parsed.success) return parsed.output;
    unusable += 1;
    return null;
  };
  const references: CommitReference[] = [];
  for (const key of records.keys()) {
    if (!key.startsWith(prefixes.named)) continue;
    const facts = read(named, key);
    if (facts === null) continue;
    const name = key.slice(prefixes.named.length);
    const state: ReferenceState = read(result, prefixes.result + name) ?? { kind: 'pending' };
    references.push({ ...facts, closedBy: read(closing, prefixes.closing + name), state });
  }
  const known = read(tips, tipsKey) ?? [];
  // Commits are looked at from scratch where one of those that name something cannot be read.
  const isWhole = unusable === 0;
  if (references.length === 0 && known.length === 0 && isWhole) return { references: null, unusable };
  return { references: { references, tips: isWhole ? known : [] }, unusable };
}
