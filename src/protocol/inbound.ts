/** Answers for what the host accepts from the webview; everything else is refused. Host only. */
import * as v from 'valibot';
import { maxCollapsed, maxFilterLength, maxIdLength } from './arrangement';
import type { PanelAction, WebviewMessage } from './messages';
import { maxKeysAtOnce, rowCommands } from './rowCommand';
import { groupings, sortings } from './view/view';

/** Every action of the contract: a missing or an invented one does not compile. */
const actions: Readonly<Record<PanelAction, PanelAction>> = {
  sync: 'sync',
  newIssue: 'newIssue',
  showLog: 'showLog',
  showProblems: 'showProblems',
  manageTrust: 'manageTrust',
  openFolder: 'openFolder',
  openSettings: 'openSettings',
  signIn: 'signIn',
  useToken: 'useToken',
  cancelSync: 'cancelSync',
  showStatistics: 'showStatistics',
  openOffer: 'openOffer',
};

const callId = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const issueKey = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const entryId = v.pipe(v.string(), v.maxLength(maxIdLength));
const groups = v.pipe(v.array(entryId), v.maxLength(maxCollapsed));
const problemPlace = v.strictObject({
  source: issueKey,
  path: v.nullable(v.pipe(v.string(), v.maxLength(4096))),
  line: v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1))),
});
const arrangement = v.strictObject({
  grouping: v.picklist(groupings),
  sorting: v.picklist(sortings),
  filter: v.pipe(v.string(), v.maxLength(maxFilterLength)),
  collapsed: groups,
  collapsedInFilter: groups,
  anchor: v.nullable(
    v.strictObject({
      group: entryId,
      id: entryId,
      offset: v.pipe(v.number(), v.finite()),
    }),
  ),
});

const schema: v.GenericSchema<unknown, WebviewMessage> = v.variant('name', [
  request('getState', v.strictObject({ revision: v.nullable(count) })),
  request('getRows', v.strictObject({ revision: count, from: count })),
  request('openIssue', v.strictObject({ key: issueKey, preview: v.boolean() })),
  request('copyIssueKey', v.strictObject({ key: issueKey })),
  request('openProblem', problemPlace),
  request('getDetails', v.strictObject({ key: issueKey })),
  request('getChain', v.strictObject({ key: issueKey, direction: v.picklist(['blockers', 'unblocks']) })),
  request('getText', v.strictObject({ key: issueKey })),
  request('openAddress', v.strictObject({ address: v.pipe(v.string(), v.maxLength(8192)) })),
  request(
    'run',
    v.strictObject({
      command: v.picklist(rowCommands),
      keys: v.pipe(v.array(issueKey), v.minLength(1), v.maxLength(maxKeysAtOnce)),
    }),
  ),
  request('arranged', arrangement),
  request('openLink', v.strictObject({ key: issueKey, which: issueKey })),
  request('act', v.strictObject({ action: v.enum(actions), source: v.exactOptional(issueKey) })),
  request('painted', v.strictObject({ revision: count, atMs: v.pipe(v.number(), v.finite()) })),
]);

function request<Name extends string, Argument extends v.GenericSchema>(name: Name, argument: Argument) {
  return v.strictObject({ type: v.literal('request'), id: callId, name: v.literal(name), argument });
}

/** The message as typed data, or null when it is not one the contract knows, in every part. */
export function parseWebviewMessage(inbound: unknown): WebviewMessage | null {
  const result = v.safeParse(schema, inbound);
  return result.success ? result.output : null;
}
