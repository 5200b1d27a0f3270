/** Answers for `dist/` being what would be shipped before the first browser test starts. */
import { buildForProduction } from '../../rig/extensionPackage';

/** Called by vitest once before all files. */
export async function setup(): Promise<void> {
  await buildForProduction();
}
