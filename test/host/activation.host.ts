/** Answers for the extension as VS Code sees it: present, started, with everything its manifest promises. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

const extensionId = 'context-scout.context-scout';

function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert.ok(found, `${extensionId} is not installed`);
  return found;
}

describe('the extension in a trusted folder', () => {
  before(async () => {
    await extension().activate();
  });

  it('is active', () => {
    assert.equal(extension().isActive, true);
  });

  it('runs where the workspace is', () => {
    assert.equal(extension().extensionKind, vscode.ExtensionKind.Workspace);
  });

  it('sees a trusted workspace folder', () => {
    assert.equal(vscode.workspace.isTrusted, true);
    assert.equal(vscode.workspace.workspaceFolders?.length, 1);
  });

  it('registers every command of its manifest', async () => {
    const { contributes } = extension().packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.ok(contributes.commands.length > 0);
    assert.deepEqual(missing, []);
  });

  it('describes every setting of its manifest', () => {
    const { configuration } = (extension().packageJSON as { contributes: { configuration: { properties: object } } })
      .contributes;
    const undescribed = Object.entries(configuration.properties as Record<string, Record<string, unknown>>).filter(
      ([, property]) => property.description === undefined && property.markdownDescription === undefined,
    );
    assert.deepEqual(undescribed, []);
  });
});
