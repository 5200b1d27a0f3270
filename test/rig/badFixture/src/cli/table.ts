// Breaks cli-knows-only.
import { view } from '../vscode/view';
export const table = view;
