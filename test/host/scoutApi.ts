/** Answers for the extension's API as tests in VS Code use it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ContextJson, ContextScoutApi } from '../../src/protocol/contextScout';

export async function scoutApi(): Promise<ContextScoutApi> {
  const extension = vscode.extensions.getExtension<ContextScoutApi>('context-scout.context-scout');
  assert.ok(extension, 'the extension is not installed');
  return extension.activate();
}

/** The first snapshot that satisfies `wanted`; the test's own time limit ends a wait in vain. */
export async function contextWhere(wanted: (context: ContextJson) => boolean): Promise<ContextJson> {
  const scout = await scoutApi();
  return new Promise((resolve, reject) => {
    const look = (): void => {
      scout.getContext({ all: true }).then((context) => {
        if (!wanted(context)) return;
        listening.dispose();
        resolve(context);
      }, reject);
    };
    const listening = scout.onDidChangeContext(look);
    look();
  });
}
