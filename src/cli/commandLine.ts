/** Answers for what the words on the command line ask for, or the one line that says what is wrong with them. */
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { err, ok, type Result } from '../domain/result';

export const commands = ['context', 'ready', 'blocked', 'sync', 'refs', 'schema', 'help'] as const;
export type CommandName = (typeof commands)[number];

interface FolderInvocation {
  /** As given; null: the working directory. */
  readonly folder: string | null;
  readonly json: boolean;
  /** False: run no program, not even git. */
  readonly mayRun: boolean;
  /** Folder for the cache, as given; null: the system's cache folder. */
  readonly cache: string | null;
  /** Write the log to standard error. */
  readonly verbose: boolean;
}

/** A command that prints the context, or a part of it. */
export interface ContextInvocation extends FolderInvocation {
  readonly command: 'context' | 'ready' | 'blocked' | 'sync';
  /** Also list done issues. */
  readonly all: boolean;
}

export interface RefsInvocation extends FolderInvocation {
  readonly command: 'refs';
  /** How many references are looked up at most, the newest; null: all. */
  readonly limit: number | null;
}

/** A command that reads a folder. */
export type ReadingInvocation = ContextInvocation | RefsInvocation;

export type Invocation =
  | ReadingInvocation
  | { readonly command: 'schema' }
  | { readonly command: 'version' }
  | { readonly command: 'help'; readonly about: CommandName | null };

type Options = NonNullable<ParseArgsConfig['options']>;

const readingOptions: Options = {
  cache: { type: 'string' },
  untrusted: { type: 'boolean' },
  verbose: { type: 'boolean' },
};

const optionsOf: Readonly<Record<CommandName, Options>> = {
  context: { ...readingOptions, json: { type: 'boolean' }, all: { type: 'boolean' } },
  ready: { ...readingOptions, json: { type: 'boolean' } },
  blocked: { ...readingOptions, json: { type: 'boolean' } },
  sync: readingOptions,
  refs: {
    ...readingOptions,
    json: { type: 'boolean' },
    status: { type: 'boolean' },
    limit: { type: 'string' },
    drain: { type: 'boolean' },
  },
  schema: {},
  help: {},
};

const isCommand = (word: string): word is CommandName => commands.some((command) => command === word);

/**
 * @param words the arguments after the program's name
 * @returns what is asked for, or one line (no line end) on what is wrong
 */
export function parseCommandLine(words: readonly string[]): Result<Invocation, string> {
  const [first, ...rest] = words;
  if (first === undefined) return err('no command given: try `context-scout help`');
  if (first === '--help' || first === '-h') return ok({ command: 'help', about: null });
  if (first === '--version' || first === '-V') return ok({ command: 'version' });
  if (!isCommand(first)) {
    const what = first.startsWith('-') ? 'option before the command' : 'command';
    return err(`unknown ${what} ${quote(first)}: try \`context-scout help\``);
  }
  const parsed = parseOptions(first, rest);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.help === true) return ok({ command: 'help', about: first });
  const places = first === 'schema' ? 0 : 1;
  const surplus = positionals[places];
  if (surplus !== undefined) {
    return err(
      `unexpected ${quote(surplus)}: \`${first}\` takes ${places === 0 ? 'no argument' : 'one argument at most'}`,
    );
  }
  const [place] = positionals;
  if (first === 'schema') return ok({ command: 'schema' });
  if (first === 'help') return parseTopic(place);
  if (place === '') return err('the folder is an empty word');
  if (values.cache === '') return err('option --cache needs a folder');
  const invocation = {
    folder: place ?? null,
    json: values.json === true,
    mayRun: values.untrusted !== true,
    cache: typeof values.cache === 'string' ? values.cache : null,
    verbose: values.verbose === true,
  };
  if (first !== 'refs') return ok({ ...invocation, command: first, all: values.all === true });
  const limit = parseLimit(values);
  return limit.ok ? ok({ ...invocation, command: first, limit: limit.value }) : limit;
}

/** How many references are to be looked up: without a word, none. */
function parseLimit({ status, limit, drain }: Parsed['values']): Result<number | null, string> {
  const given = [status, limit, drain].filter((value) => value !== undefined);
  if (given.length > 1) return err('--status, --limit and --drain exclude each other');
  if (drain === true) return ok(null);
  if (typeof limit !== 'string') return ok(0);
  if (!/^[1-9]\d{0,8}$/.test(limit)) return err(`option --limit needs a number from 1 on, not ${quote(limit)}`);
  return ok(Number(limit));
}

function parseTopic(topic: string | undefined): Result<Invocation, string> {
  if (topic === undefined) return ok({ command: 'help', about: null });
  return isCommand(topic) ? ok({ command: 'help', about: topic }) : err(`no help on ${quote(topic)}: no such command`);
}

type Parsed = Pick<ReturnType<typeof parseArgs>, 'values' | 'positionals'>;

function parseOptions(command: CommandName, words: readonly string[]): Result<Parsed, string> {
  const options: Options = { ...optionsOf[command], help: { type: 'boolean', short: 'h' } };
  try {
    return ok(parseArgs({ args: [...words], options, allowPositionals: true, strict: true }));
  } catch (error) {
    // Its message is a sentence for people, the first of several where it gives hints for programmers as well.
    const message = error instanceof Error ? error.message : String(error);
    const [sentence = message] = message.split(/\. |\n/);
    return err(`${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}: try \`context-scout help ${command}\``);
  }
}

const quote = (word: string): string => JSON.stringify(word);
