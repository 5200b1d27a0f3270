/** Answers for git that this process and what it starts run, untouched by the machine's configuration. */
import type { GitSandbox } from '../fakes/gitRepository';

/** Until the answer is called. */
export function isolateGit({ isolation }: GitSandbox): () => void {
  const before = Object.keys(isolation).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, isolation);
  return () => {
    for (const [name, value] of before) {
      // Assigned, `undefined` would be a word.
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  };
}
