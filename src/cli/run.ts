/** Answers for carrying out one invocation: what is printed where, and with which exit code it ends. */
import type { ReferenceBacklog } from '../app/referenceBacklog';
import type { ProjectContext } from '../domain/context';
import type { Result } from '../domain/result';
import { toContextJson } from '../protocol/contextJson';
import type { ContextJson } from '../protocol/contextScout';
import { parseCommandLine, type ContextInvocation, type ReadingInvocation, type RefsInvocation } from './commandLine';
import { helpText } from './helpText';
import { renderContext, renderIssues, renderSync } from './issueReport';
import { referencesJson, renderReferences } from './referenceReport';
import type { TerminalStyle } from './table';
import { printable } from './textWidth';

/** A context was produced / none could be / the words on the command line are wrong. */
const exitCodes = { produced: 0, nothingProduced: 1, wrongUsage: 2 } as const;

export interface Scout {
  /** What commits name. */
  readonly references: ReferenceBacklog;
  refresh(): Promise<ProjectContext>;
  /** Ends everything it began; a reading under way is aborted. Idempotent. */
  close(): Promise<void>;
}

/** What the invocation may use of the world. */
export interface CommandLineWorld {
  readonly style: TerminalStyle;
  readonly version: string;
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Resolves once the text is handed over. */
  write(text: string): Promise<void>;
  writeError(text: string): void;
  /** The absolute path of a folder that can be read, or a sentence on why it cannot. */
  findFolder(folder: string | null): Promise<Result<string, string>>;
  /** The JSON Schema of the context, or a sentence on why there is none. */
  readSchema(): Promise<Result<string, string>>;
  /** Starts a scout on an absolute folder. The caller closes it. */
  openScout(folder: string, invocation: ReadingInvocation): Scout;
}

/**
 * Runs the words after the program's name and returns the exit code.
 * @throws what the scout throws: bugs, and the reason of an abort.
 */
export async function runCommandLine(words: readonly string[], world: CommandLineWorld): Promise<number> {
  const parsed = parseCommandLine(words);
  if (!parsed.ok) {
    world.writeError(`context-scout: ${printable(parsed.error)}\n`);
    return exitCodes.wrongUsage;
  }
  const invocation = parsed.value;
  switch (invocation.command) {
    case 'help':
      await world.write(helpText(invocation.about));
      return exitCodes.produced;
    case 'version':
      await world.write(`${world.version}\n`);
      return exitCodes.produced;
    case 'schema':
      return print(await world.readSchema(), world);
    default:
      return readFolder(invocation, world);
  }
}

async function print(text: Result<string, string>, world: CommandLineWorld): Promise<number> {
  if (text.ok) {
    await world.write(text.value);
    return exitCodes.produced;
  }
  world.writeError(`context-scout: ${printable(text.error)}\n`);
  return exitCodes.nothingProduced;
}

async function readFolder(invocation: ReadingInvocation, world: CommandLineWorld): Promise<number> {
  const folder = await world.findFolder(invocation.folder);
  if (!folder.ok) return print(folder, world);
  const scout = world.openScout(folder.value, invocation);
  try {
    const context = await scout.refresh();
    const text =
      invocation.command === 'refs'
        ? await referToCommits(context, scout, invocation, world)
        : render(context, invocation, world.style);
    await world.write(text);
    return exitCodes.produced;
  } finally {
    await scout.close();
  }
}

/** Looks up what was asked for, and tells how far it is. Ends early, with nothing lost, when the scout is closed. */
async function referToCommits(
  context: ProjectContext,
  { references }: Scout,
  { limit, json }: RefsInvocation,
  world: CommandLineWorld,
): Promise<string> {
  await references.look(null);
  const outcome =
    limit === 0
      ? null
      : await references.resolve({
          limit,
          signal: new AbortController().signal,
          onProgress: ({ done, total }) => {
            // Somebody is looking.
            if (world.style.width !== Infinity && !json) world.writeError(`${done} of ${total} looked up\n`);
          },
        });
  const report = {
    sources: context.sources
      .filter(({ remote }) => remote !== null)
      .map(({ id }) => ({ id, counts: references.counts(id) })),
    total: references.counts(),
    outcome,
    nowMs: world.nowMs(),
  };
  return json ? toText(referencesJson(report), world.style) : renderReferences(report, world.style);
}

/** For eyes it is indented; a program that reads a pipe needs no spaces, and is served sooner. */
const toText = (value: object, style: TerminalStyle): string =>
  `${JSON.stringify(value, null, style.width === Infinity ? 0 : 2)}\n`;

function render(context: ProjectContext, { command, json, all }: ContextInvocation, style: TerminalStyle): string {
  if (json) return toText(filtered(toContextJson(context, { all }), command), style);
  switch (command) {
    case 'context':
      return renderContext(context, all, style);
    case 'ready':
    case 'blocked':
      return renderIssues(context, command, style);
    case 'sync':
      return renderSync(context, style);
  }
}

/** `ready --json` and `blocked --json` are the context with these issues only; the counts still count all. */
function filtered(json: ContextJson, command: ContextInvocation['command']): ContextJson {
  if (command !== 'ready' && command !== 'blocked') return json;
  return { ...json, issues: json.issues.filter(({ status }) => status === command) };
}
