/** Answers for hovers and links on the numbers people write: in comments, in prose, in commit messages. */
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import { DisposableStore } from '../../app/disposableStore';
import type { Clock } from '../../ports/clock';
import type { Disposable } from '../../ports/disposable';
import { documentReferences } from './documentReferences';
import { copyLinkCommand, hoverText, pageOf } from './hoverText';
import { placeOf } from './place';
import type { ReferenceLookup } from './referenceLookup';

const documents: vscode.DocumentSelector = ['file', 'untitled', 'git', 'vscode-scm'].map((scheme) => ({ scheme }));

/** More than that nobody clicks. */
const mostLinks = 500;

export interface EditorMeans {
  readonly scout: ContextScout;
  readonly lookup: ReferenceLookup;
  readonly clock: Clock;
}

/** Registers them once there is a source whose numbers can be meant: most windows at startup need none. */
export function registerEditorFeatures(means: EditorMeans): Disposable {
  const lifetime = new DisposableStore();
  const waiting = lifetime.add(
    means.scout.onDidChange(({ context }) => {
      if (context.sources.every(({ remote }) => remote === null)) return;
      waiting.dispose();
      lifetime.add(vscode.languages.registerHoverProvider(documents, new ReferenceHover(means)));
      lifetime.add(vscode.languages.registerDocumentLinkProvider(documents, new ReferenceLinks(means.lookup)));
    }),
  );
  return lifetime;
}

class ReferenceHover implements vscode.HoverProvider {
  constructor(private readonly means: EditorMeans) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | null {
    const place = placeOf(document.uri);
    if (place === null) return null;
    const at = document.offsetAt(position);
    const reference = documentReferences(document).find(({ start, end }) => start <= at && at <= end);
    const known = reference === undefined ? null : this.means.lookup.find(reference, place);
    if (reference === undefined || known === null) return null;
    const { scout, clock } = this.means;
    const drift = known.kind === 'issue' ? (scout.context?.drift.get(known.issue.key) ?? []) : [];
    const text = new vscode.MarkdownString(hoverText(known, drift, clock.nowMs()), true);
    text.isTrusted = { enabledCommands: [copyLinkCommand] };
    return new vscode.Hover(text, rangeOf(document, reference));
  }
}

class ReferenceLinks implements vscode.DocumentLinkProvider {
  constructor(private readonly lookup: ReferenceLookup) {}

  provideDocumentLinks(document: vscode.TextDocument): vscode.DocumentLink[] {
    const place = placeOf(document.uri);
    if (place === null) return [];
    const links: vscode.DocumentLink[] = [];
    for (const reference of documentReferences(document)) {
      if (links.length === mostLinks) break;
      // An address is a link already.
      if (reference.host !== null) continue;
      const known = this.lookup.find(reference, place);
      const page = known === null ? null : pageOf(known);
      if (page === null) continue;
      const link = new vscode.DocumentLink(rangeOf(document, reference), vscode.Uri.parse(page, true));
      link.tooltip = vscode.l10n.t('Open on GitHub');
      links.push(link);
    }
    return links;
  }
}

const rangeOf = (
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range => new vscode.Range(document.positionAt(start), document.positionAt(end));
