/** Answers for what axe-core finds in a page or a webview's frame: the rules of WCAG 2.2 A and AA, and best practices. */
import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

interface Finding {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/**
 * Rules that are about whole documents of the web: the editor owns the document around ours, its title and its regions.
 * https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
 */
const notOurs = ['region', 'landmark-one-main', 'page-has-heading-one', 'document-title', 'bypass'];

/** One line a finding; empty: nothing was found. */
export async function axeFindings(place: Page | Frame): Promise<readonly string[]> {
  await place.evaluate(axe.source);
  const found = await place.evaluate(async (disabled): Promise<readonly Finding[]> => {
    const { axe: run } = window as unknown as {
      readonly axe: { run(of: Document, options: unknown): Promise<{ violations: Finding[] }> };
    };
    const rules = Object.fromEntries(disabled.map((id) => [id, { enabled: false }]));
    return (await run.run(document, { rules, resultTypes: ['violations'] })).violations;
  }, notOurs);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}): ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}
