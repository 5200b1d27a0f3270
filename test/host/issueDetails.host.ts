/** Answers for what webviews are told about one issue of the demo workspace, inside VS Code. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Chain } from '../../src/protocol/issueDetails';
import { internalsKey, type Internals } from '../../src/vscode/publicApi';
import { contextWhere, scoutApi } from './scoutApi';

const key = (id: string): string => `beads:shop#${id}`;
const issuesFile = (): string =>
  path.join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '', '.beads', 'issues.jsonl');

async function answers(): Promise<Internals['answers']> {
  await contextWhere(({ issues }) => issues.length > 0);
  return (Reflect.get(await scoutApi(), Symbol.for(internalsKey)) as Internals).answers;
}

const drawn = ({ nodes, more }: Chain): readonly unknown[] => [
  ...nodes.map(({ id, depth, mark }) => [depth, id, mark]),
  ...(more === 0 ? [] : [more]),
];

describe('what is told about one issue', () => {
  it('is its facts, its text and both ways along its chain', async () => {
    const details = await (await answers()).getDetails({ key: key('shop-5d21') });
    assert.ok(details);
    assert.equal(details.title, 'Publish order events from the outbox');
    assert.deepEqual(
      [details.status, details.assignees, details.place?.path],
      ['blocked', ['dk'], '.beads/issues.jsonl'],
    );
    assert.deepEqual(drawn(details.blockers), [[1, 'shop-0c4e', null]]);
    assert.deepEqual(drawn(details.unblocks), [
      [1, 'shop-8f0a', null],
      [2, 'shop-b77e', null],
      [3, 'shop-e310', null],
    ]);
    const first = await (await answers()).getDetails({ key: key('shop-0c4e') });
    assert.equal(first?.excerpt, 'One row for each event, written in the same transaction as the order.');
    assert.equal(first.excerptIsWhole, true);
  });

  it('marks where a chain goes round, and the parent that holds an issue back', async () => {
    const { getChain, getDetails } = await answers();
    const round = await getChain({ key: key('shop-4417'), direction: 'blockers' });
    assert.deepEqual(round && drawn(round), [
      [1, 'shop-a95c', null],
      [2, 'shop-4417', 'cycle'],
    ]);
    const child = await getDetails({ key: key('shop-91aa') });
    assert.deepEqual(child?.parent, { key: key('shop-2b90'), title: 'Orders API v2' });
    assert.deepEqual(drawn(child.blockers), [
      [1, 'shop-2b90', 'parent'],
      [2, 'shop-0c4e', null],
    ]);
  });

  it('is there for a closed issue as well, and null for one that is not there', async () => {
    const { getChain, getDetails, getText } = await answers();
    assert.equal((await getDetails({ key: key('shop-7d15') }))?.status, 'done');
    assert.equal(await getDetails({ key: key('shop-none') }), null);
    assert.equal(await getChain({ key: key('shop-none'), direction: 'unblocks' }), null);
    assert.equal(await getText({ key: key('shop-none') }), null);
  });

  it('has the whole text, as the file says it at that moment', async () => {
    const { getText } = await answers();
    const before = readFileSync(issuesFile(), 'utf8');
    const text = 'One row for each event. '.repeat(100);
    const edited = before.replace(/"description":"One row for each event[^"]*"/, `"description":"${text}"`);
    assert.notEqual(edited, before);
    writeFileSync(issuesFile(), edited);
    assert.deepEqual(await getText({ key: key('shop-0c4e') }), { markdown: text, isWhole: true });
    writeFileSync(issuesFile(), before);
    await contextWhere(({ issues }) => issues.some(({ id }) => id === 'shop-0c4e'));
  });
});
