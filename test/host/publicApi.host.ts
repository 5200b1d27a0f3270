/** Answers for the API that other extensions get, inside VS Code. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { internalsKey, type Internals } from '../../src/vscode/publicApi';
import { contextWhere, scoutApi } from './scoutApi';

describe('the API for other extensions', () => {
  it('is a whole of four members', async () => {
    const scout = await scoutApi();
    assert.deepEqual(Object.keys(scout), ['version', 'getContext', 'onDidChangeContext', 'sync']);
    assert.equal(scout.version, 1);
  });

  it('gives one frozen context for one snapshot, whoever asks', async () => {
    const scout = await scoutApi();
    const [first, second] = await Promise.all([scout.getContext(), scout.getContext({})]);
    assert.equal(first, second);
    assert.ok(Object.isFrozen(first.issues[0]?.labels));
    assert.ok(first.issues.every(({ status }) => status !== 'done'));
  });

  it('reads one source again, and tells of the snapshot with what was new', async () => {
    const file = path.join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', '.beads', 'issues.jsonl');
    const before = readFileSync(file, 'utf8');
    const scout = await scoutApi();
    const told: number[] = [];
    const subscriptions: vscode.Disposable[] = [];
    scout.onDidChangeContext(({ revision }) => told.push(revision), null, subscriptions);
    writeFileSync(file, `${before.trimEnd()}\n${JSON.stringify({ id: 'shop-api', title: 'Asked for by another' })}\n`);
    const { revision, sources, issues } = await scout.sync('beads:shop');
    writeFileSync(file, before);
    vscode.Disposable.from(...subscriptions).dispose();
    assert.ok(issues.some(({ id }) => id === 'shop-api'));
    assert.ok(told.includes(revision));
    assert.equal(sources.find(({ id }) => id === 'beads:shop')?.error, null);
    await contextWhere((context) => context.issues.every(({ id }) => id !== 'shop-api'));
  });

  it('names the sources there are where it is asked for another', async () => {
    const scout = await scoutApi();
    await assert.rejects(scout.sync('nothing:shop'), /There is no source "nothing:shop"; there are .*beads:shop/);
  });

  it('has what is for measurements beside it: what the panel painted last', async () => {
    const internals = Reflect.get(await scoutApi(), Symbol.for(internalsKey)) as Internals;
    await vscode.commands.executeCommand('contextScout.showPanel');
    while (internals.painted === null) await new Promise((resolve) => setTimeout(resolve, 20));
    assert.ok(internals.painted.atMs <= Date.now());
  });
});
