/** Answers for starting engines and for hearing what they say. */
import type { Program, Programs } from '../programs';
import type { EngineArguments, EngineLine } from './engineMessages';

export interface Engine {
  readonly name: string;
  readonly program: Program;
  /** All it said so far. */
  readonly said: readonly EngineLine[];
}

export async function startEngine(
  programs: Programs,
  facts: Omit<EngineArguments, 'workerPath'>,
  onLine: (line: EngineLine) => void = () => undefined,
): Promise<Engine> {
  const said: EngineLine[] = [];
  const given: EngineArguments = { ...facts, workerPath: await programs.workerPath() };
  const program = await programs.start(new URL('engineProgram.ts', import.meta.url), [JSON.stringify(given)], {
    onLine: (text) => {
      const line = lineOf(text);
      if (line === null) return;
      said.push(line);
      onLine(line);
    },
  });
  return { name: facts.name, program, said };
}

/** A process that was killed may have been in the middle of a line. */
function lineOf(text: string): EngineLine | null {
  try {
    return JSON.parse(text) as EngineLine;
  } catch {
    return null;
  }
}
