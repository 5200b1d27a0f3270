/** Answers for where a program is, looked up on the PATH and nowhere else. */
import { access, constants, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The absolute path of `program`; null when it is not there. An absolute path is only checked. Relative entries
 * of the PATH (`.`, or empty) are passed over, so a program lying in a cloned repository is never found.
 * On Windows only programs proper (`.exe`, `.com`) are found: a `.cmd` or `.bat` file needs a shell, which would
 * read the arguments anew.
 */
export async function findProgram(
  program: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const endings = process.platform === 'win32' ? windowsEndings(program) : [''];
  for (const folder of isAbsolute(program) ? [''] : searchFolders(program, environment)) {
    for (const ending of endings) {
      const path = folder === '' ? program + ending : join(folder, program + ending);
      if (await isExecutable(path)) return path;
    }
  }
  return null;
}

function searchFolders(program: string, environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  if (/[\\/]/.test(program)) return [];
  return (variable(environment, 'PATH') ?? '').split(delimiter).filter(isAbsolute);
}

function windowsEndings(program: string): readonly string[] {
  return /\.(exe|com)$/i.test(program) ? [''] : ['.exe', '.com'];
}

/** Windows spells the name of a variable as it likes (`Path`). */
function variable(environment: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  if (process.platform !== 'win32') return environment[name];
  return Object.entries(environment).find(([key]) => key.toUpperCase() === name)?.[1];
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
