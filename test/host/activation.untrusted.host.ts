/** Answers for the extension in a folder nobody has trusted: it works, and it knows. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extensionId = 'context-scout.context-scout';

describe('the extension in an untrusted folder', () => {
  it('starts', async () => {
    const extension = vscode.extensions.getExtension(extensionId);
    assert.ok(extension, `${extensionId} is switched off in Restricted Mode`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('sees that the folder is not trusted', () => {
    assert.equal(vscode.workspace.isTrusted, false);
  });

  it('has no git extension beside it', () => {
    assert.equal(vscode.extensions.getExtension('vscode.git')?.isActive ?? false, false);
  });
});
