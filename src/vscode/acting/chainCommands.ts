/** Answers for following an issue's chain from a command, and for showing an issue in the panel. */
import * as vscode from 'vscode';
import type { ContextScout } from '../../app/contextScout';
import { chainOf, type ChainDirection, type ChainNode } from '../../domain/chain';
import type { EvaluatedIssue } from '../../domain/readiness';
import { sayCount } from '../../domain/words';
import { nameBeside } from '../../protocol/issueName';
import type { HostEvent } from '../../protocol/messages';
import { currentContext, type IssueArgument } from '../commandArgument';
import { statusWord } from '../statusWords';
import { withoutIcons } from '../withoutIcons';
import { chosenIssues } from './chosenIssues';
import { nameOf } from './workWords';

/** Nobody scrolls further in a list that is typed in. */
const mostNodes = 200;

/** Brings the panel to the front and tells its page. */
type ShowInPanel = (event: HostEvent) => Promise<void>;

export async function previewIssue(scout: ContextScout, show: ShowInPanel, argument: IssueArgument): Promise<void> {
  const question = vscode.l10n.t('Preview which issue?');
  const [issue] = await chosenIssues(scout, argument, { question, takesCurrent: true });
  if (issue !== undefined) await show({ type: 'preview', key: issue.key });
}

/** One blocker is shown at once, and from there the command goes on along the chain; of several one is chosen. */
export async function whyBlocked(scout: ContextScout, show: ShowInPanel, argument: IssueArgument): Promise<void> {
  const [issue] = await chosenIssues(scout, argument, {
    question: vscode.l10n.t('Why is which issue blocked?'),
    fits: ({ status }) => status === 'blocked',
  });
  if (issue !== undefined) await follow(scout, show, issue, 'blockers');
}

export async function showUnblocks(scout: ContextScout, show: ShowInPanel, argument: IssueArgument): Promise<void> {
  const [issue] = await chosenIssues(scout, argument, {
    question: vscode.l10n.t('Show what which issue unblocks?'),
    fits: ({ unblocks }) => unblocks.direct > 0,
  });
  if (issue !== undefined) await follow(scout, show, issue, 'unblocks');
}

async function follow(
  scout: ContextScout,
  show: ShowInPanel,
  issue: EvaluatedIssue,
  direction: ChainDirection,
): Promise<void> {
  const { issues } = await currentContext(scout);
  const chain = chainOf(issues, issue.key, direction, mostNodes);
  const nodes = chain?.nodes ?? [];
  const direct = nodes.filter(({ depth }) => depth === 1);
  const [only] = direct;
  if (only === undefined) {
    void vscode.window.showInformationMessage(
      direction === 'blockers'
        ? vscode.l10n.t('{0} waits for nothing that is known here.', nameOf(issue))
        : vscode.l10n.t('Nothing waits for {0}.', nameOf(issue)),
    );
    return;
  }
  if (direct.length === 1) {
    await go(scout, show, issue, only);
    return;
  }
  const items = nodes.map((node) => ({
    label: `${'\u2003'.repeat(node.depth - 1)}${withoutIcons(lineOf(issue, node))}`,
    description: node.status === null ? '' : statusWord(node.status),
    node,
  }));
  const question =
    direction === 'blockers'
      ? sayCount('{1} waits for {0} issue | {1} waits for {0} issues', direct.length, nameOf(issue))
      : sayCount('{0} issue waits for {1} | {0} issues wait for {1}', direct.length, nameOf(issue));
  const placeHolder =
    (chain?.more ?? 0) > 0 ? vscode.l10n.t('{0}; the first {1} are listed', question, nodes.length) : question;
  const chosen = await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  if (chosen !== undefined) await go(scout, show, issue, chosen.node);
}

function lineOf({ source }: EvaluatedIssue, { key, id, title, mark }: ChainNode): string {
  if (mark === 'manual') return vscode.l10n.t('marked as blocked');
  const name = key === null ? id : nameBeside(source, key, id);
  return title === null ? name : `${name} ${title}`;
}

async function go(scout: ContextScout, show: ShowInPanel, from: EvaluatedIssue, node: ChainNode): Promise<void> {
  const target = node.key === null ? undefined : scout.context?.issues.find(({ key }) => key === node.key);
  if (target === undefined) {
    void vscode.window.showInformationMessage(
      node.mark === 'manual'
        ? vscode.l10n.t('{0} is marked as blocked, and by no issue.', nameOf(from))
        : vscode.l10n.t('{0} waits for {1}, which cannot be found.', nameOf(from), lineOf(from, node)),
    );
    return;
  }
  // An issue of another repository has a page, and no row.
  if (target.issue.remote?.outside === true)
    await vscode.commands.executeCommand('contextScout.openInBrowser', target.key);
  else await show({ type: 'reveal', key: target.key });
}
