/** Answers for the references of a source's commits, kept beside its issues as a reading of its own without issues. */
import * as v from 'valibot';
import type { CommitReference } from '../../domain/commitReference';
import type { Failure } from '../../domain/failure';
import { ok, type Result } from '../../domain/result';
import type { Clock } from '../../ports/clock';
import type { IssueStore, StoredSource } from '../../ports/issueStore';
import type { Log } from '../../ports/log';
import type { RefStore, StoredReferences } from '../../ports/refStore';
import { parseJson } from './storedText';

const text = v.string();
const moment = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const state = v.variant('kind', [
  v.object({ kind: v.literal('pending') }),
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

const reference: v.GenericSchema<unknown, CommitReference> = v.object({
  repository: text,
  number: count,
  commit: text,
  committedAtMs: moment,
  closedBy: v.nullable(v.object({ commit: text, committedAtMs: moment })),
  state,
});

const schema: v.GenericSchema<unknown, StoredReferences> = v.object({
  references: v.array(reference),
  tips: v.array(text),
});

/** What holds for a source's reading holds for this one: whole at any moment, of one epoch, set aside when damaged. */
export class CheckpointRefStore implements RefStore {
  constructor(
    private readonly store: IssueStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async loadReferences(source: StoredSource): Promise<Result<StoredReferences | null, Failure>> {
    const loaded = await this.store.load(placeOf(source));
    if (!loaded.ok) return loaded;
    const stored = loaded.value?.checkpoint ?? null;
    if (stored === null) return ok(null);
    const parsed = v.safeParse(schema, parseJson(stored));
    if (parsed.success) return ok(parsed.output);
    this.log.warn(`${source.id}: the stored references of commits are of no use; commits are looked at from scratch.`);
    return ok(null);
  }

  saveReferences(source: StoredSource, references: StoredReferences): Promise<Result<void, Failure>> {
    return this.store.save(placeOf(source), {
      issues: [],
      problems: [],
      via: 'commits',
      confirmedAtMs: this.clock.nowMs(),
      checkpoint: JSON.stringify(references),
    });
  }
}

/** A name that begins as `referencesPrefix` says. */
const placeOf = ({ id, root }: StoredSource): StoredSource => ({ id: `references:${id}`, root });
