// @ts-check
// Answers for showing how another extension uses Context Scout: the number of ready issues in the status bar, which
// follows the tracker, and a command that reads one source again.
const vscode = require('vscode');

/** @import { ContextJson, ContextScoutApi } from './contextScout' */

/** @param {vscode.ExtensionContext} context */
exports.activate = async (context) => {
  // It is active: this extension names it among its extensionDependencies.
  /** @type {ContextScoutApi | undefined} */
  const scout = vscode.extensions.getExtension('context-scout.context-scout')?.exports;
  if (scout?.version !== 1) {
    void vscode.window.showWarningMessage('Ready Count needs version 1 of the API of Context Scout.');
    return;
  }
  const item = vscode.window.createStatusBarItem('readyCount', vscode.StatusBarAlignment.Right);
  item.name = 'Ready Count';
  item.command = 'readyCount.syncSource';
  context.subscriptions.push(
    item,
    vscode.commands.registerCommand('readyCount.syncSource', () => syncSource(scout, item)),
  );
  // Subscribed before asking, so that no change falls in between.
  scout.onDidChangeContext(() => showLatest(scout, item), null, context.subscriptions);
  await showLatest(scout, item);
};

/**
 * @param {ContextScoutApi} scout
 * @param {vscode.StatusBarItem} item
 */
async function showLatest(scout, item) {
  show(await scout.getContext(), item);
}

/**
 * @param {ContextJson} context
 * @param {vscode.StatusBarItem} item
 */
function show({ counts, issues, consistency, revision }, item) {
  const next = issues.find(({ status }) => status === 'ready');
  item.text = `$(checklist) ${counts.ready} to take up`;
  item.tooltip = `Next: ${next?.title ?? 'nothing'} (${consistency}, revision ${revision})`;
  item.show();
}

/**
 * @param {ContextScoutApi} scout
 * @param {vscode.StatusBarItem} item
 */
async function syncSource(scout, item) {
  const { sources } = await scout.getContext();
  const id = await vscode.window.showQuickPick(sources.map((source) => source.id));
  if (id === undefined) return;
  try {
    const context = await scout.sync(id);
    show(context, item);
    const error = context.sources.find((source) => source.id === id)?.error;
    void vscode.window.showInformationMessage(error ? `${id}: ${error.message}` : `${id} was read.`);
  } catch (error) {
    // A source that went away meanwhile, or the window closes.
    void vscode.window.showWarningMessage(error instanceof Error ? error.message : String(error));
  }
}
