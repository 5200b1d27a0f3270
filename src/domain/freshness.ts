/** Answers for how old a fact is allowed to be before a person is told. */

/** `live`: a working watcher confirms it; `never`: not read yet. */
export type Freshness = 'live' | 'fresh' | 'ageing' | 'stale' | 'never';
