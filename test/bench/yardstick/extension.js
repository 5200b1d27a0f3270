// The least an extension with a webview view can do: what ours is measured against.
const vscode = require('vscode');

exports.activate = (context) => {
  context.subscriptions.push(
    vscode.window.registerWebviewViewProvider('yardstick.view', {
      resolveWebviewView: ({ webview }) => {
        webview.options = { enableScripts: true };
        webview.html = '<!DOCTYPE html><html><body><div class="row" data-key="0">empty</div></body></html>';
      },
    }),
  );
};
