// Breaks adapters-knows-only.
import { view } from '../../vscode/view';
export const fileStore = view;
