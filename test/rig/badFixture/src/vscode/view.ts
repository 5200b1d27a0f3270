// Breaks vscode-knows-only and nothing-imports-roots.
import { reader } from '../adapters/git/reader';
import { activate } from '../extension';
export const view = { reader, activate };
