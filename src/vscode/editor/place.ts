/** Answers for which file a document stands for, to tell the repository it belongs to. */
import { fileURLToPath } from 'node:url';
import type { Uri } from 'vscode';

/** As much of {@link Uri} as is used. */
export type DocumentAddress = Pick<Uri, 'scheme' | 'query' | 'fsPath'>;

/** Where a text lies: in the file or folder at `path` (absolute), or, with null, nowhere in particular. */
export interface Place {
  readonly path: string | null;
}

const nowhere: Place = { path: null };

/** Null where no reference can be one of ours. */
export function placeOf({ scheme, query, fsPath }: DocumentAddress): Place | null {
  switch (scheme) {
    case 'file':
    case 'git':
      return { path: fsPath };
    case 'untitled':
      return nowhere;
    case 'vscode-scm':
      return placeOfMessage(query);
    default:
      return null;
  }
}

/**
 * The box for a commit message names its repository in its address:
 * https://github.com/microsoft/vscode/blob/main/src/vs/workbench/api/common/extHostSCM.ts
 */
function placeOfMessage(query: string): Place {
  const root = new URLSearchParams(query).get('rootUri');
  if (root === null || !URL.canParse(root)) return nowhere;
  const url = new URL(root);
  return url.protocol === 'file:' && url.host === '' ? { path: fileURLToPath(url) } : nowhere;
}
