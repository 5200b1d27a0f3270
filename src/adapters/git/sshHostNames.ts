/** Answers for which host the ssh client means by a name: people with two accounts give one server two names. */
import { join } from 'node:path';
import { readSmallFile } from './boundedFile';

const MAX_CONFIG_BYTES = 256 * 1024;
const MAX_LINES = 5000;

/** `HostName` of the first block that fits counts. See https://man.openbsd.org/ssh_config ; `Match` and `Include` are passed over. */
export async function readSshHostNames(home: string): Promise<(host: string) => string> {
  const text = await readSmallFile(join(home, '.ssh', 'config'), MAX_CONFIG_BYTES);
  const blocks = parseBlocks(text ?? '');
  return (host) => {
    const name = blocks.find(({ patterns, hostName }) => hostName !== null && fits(patterns, host))?.hostName;
    return name?.replace(/%(.)/g, (_, letter: string) => (letter === 'h' ? host : letter)) ?? host;
  };
}

interface Block {
  readonly patterns: readonly string[];
  hostName: string | null;
}

function parseBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let current: Block | null = { patterns: ['*'], hostName: null };
  blocks.push(current);
  for (const line of text.split('\n', MAX_LINES)) {
    const [, word = '', rest = ''] = /^\s*([a-z]+)(?:\s*=\s*|\s+)(.*?)\s*$/i.exec(line) ?? [];
    const values = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
    switch (word.toLowerCase()) {
      case 'host':
        current = { patterns: values.map((each) => each.toLowerCase()), hostName: null };
        blocks.push(current);
        break;
      case 'match':
        current = null;
        break;
      case 'hostname':
        if (current !== null && values[0] !== undefined && /^[\w.%-]+$/.test(values[0])) current.hostName ??= values[0];
        break;
    }
  }
  return blocks;
}

function fits(patterns: readonly string[], host: string): boolean {
  const name = host.toLowerCase();
  if (patterns.some((pattern) => pattern.startsWith('!') && matches(pattern.slice(1), name))) return false;
  return patterns.some((pattern) => matches(pattern, name));
}

/** `*` is any letters, `?` one. Without looking back, so that no pattern takes long. */
function matches(pattern: string, name: string): boolean {
  let at = 0;
  let inName = 0;
  let star = -1;
  let resume = 0;
  while (inName < name.length) {
    const char = pattern[at];
    if (char === '*') {
      star = at++;
      resume = inName;
    } else if (char === '?' || char === name[inName]) {
      at++;
      inName++;
    } else if (star >= 0) {
      at = star + 1;
      inName = ++resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
