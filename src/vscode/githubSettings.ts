/** Answers for what a person set about GitHub: whatever stands in the settings, something that can be used comes out. */

/** The same as the adapter's own settings; its defaults are those of the manifest. */
export interface GitHubUserSettings {
  readonly apiUrl: string;
  /** Null: no Enterprise Server. */
  readonly enterpriseUrl: string | null;
  readonly inProgressLabels: readonly string[];
  readonly blockedLabels: readonly string[];
  /** By urgency, 0 to 4. */
  readonly priorityLabels: readonly (readonly string[])[];
}

/** Settings by their names below `contextScout.github`. */
export interface RawSettings {
  value(name: string): unknown;
  /** What the manifest says. */
  byDefault(name: string): unknown;
}

const urgencies = ['0', '1', '2', '3', '4'] as const;

/** Null when GitHub is switched off. */
export function readGitHubSettings(raw: RawSettings): GitHubUserSettings | null {
  if (raw.value('enabled') === false) return null;
  const labels = (name: string): readonly string[] =>
    readLabels(raw.value(name)) ?? readLabels(raw.byDefault(name)) ?? [];
  return {
    apiUrl: readText(raw.value('apiUrl')) ?? readText(raw.byDefault('apiUrl')) ?? '',
    enterpriseUrl: readText(raw.value('enterpriseUrl')),
    inProgressLabels: labels('inProgressLabels'),
    blockedLabels: labels('blockedLabels'),
    priorityLabels:
      readPriorities(raw.value('priorityLabels')) ?? readPriorities(raw.byDefault('priorityLabels')) ?? [],
  };
}

function readText(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** Null for what is no list; what is no name in it is left out. */
function readLabels(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  return value.map(readText).filter((name) => name !== null);
}

function readPriorities(value: unknown): readonly (readonly string[])[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const byUrgency = value as Readonly<Record<string, unknown>>;
  return urgencies.map((urgency) => readLabels(byUrgency[urgency]) ?? []);
}
