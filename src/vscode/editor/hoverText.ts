/** Answers for what a hover says of a reference: title, status, what it waits for, how old that is, and its page. */
import type { Drift } from '../../domain/drift';
import type { PullRequest } from '../../domain/issue';
import type { BlockReason, EvaluatedIssue } from '../../domain/readiness';
import { say } from '../../domain/words';
import { driftSentence } from '../../protocol/driftText';
import { issueName, nameBeside, namelessWhy, namelessWords } from '../../protocol/issueName';
import { webAddress } from '../panel/links';
import { plainMarkdown } from '../plainMarkdown';
import { statusWord } from '../statusWords';
import { agoText, freshnessWord } from '../timeWords';
import { excerptLead } from './excerptLead';
import type { Known, ServerSource } from './referenceLookup';

/** The command that a hover may run, and no other. */
export const copyLinkCommand = 'contextScout.copyLink';

/** More are counted. */
const namedReasons = 3;

/** @param drift of the issue. @returns Markdown with codicons */
export function hoverText(known: Known, drift: readonly Drift[], nowMs: number): string {
  const { source } = known;
  const url = pageOf(known);
  const lines = [title(nameOf(known), titleOf(known), url), ...bodyOf(known, drift)];
  const links =
    url === null
      ? []
      : [
          `[${say('Open on GitHub')}](${address(url)}) · [${say('Copy Link')}](command:${copyLinkCommand}?${argument(url)})`,
        ];
  return [...lines, ageOf(known, source, nowMs), ...links].join('\n\n');
}

/** The page of what is known; null when it has none. */
export function pageOf(known: Known): string | null {
  switch (known.kind) {
    case 'issue':
      return webAddress(known.issue.issue.url);
    case 'pullRequest':
      return webAddress(known.pullRequest.url);
    case 'resolved':
      return webAddress(known.resolution.url);
  }
}

function nameOf(known: Known): string {
  switch (known.kind) {
    case 'issue':
      return issueName(known.issue.source, known.issue.issue.id);
    case 'pullRequest':
      return known.pullRequest.id;
    case 'resolved':
      return known.name;
  }
}

function titleOf(known: Known): string {
  switch (known.kind) {
    case 'issue':
      return known.issue.issue.title;
    case 'pullRequest':
      return known.pullRequest.title;
    case 'resolved':
      return known.resolution.title;
  }
}

function bodyOf(known: Known, drift: readonly Drift[]): readonly string[] {
  switch (known.kind) {
    case 'issue':
      return issueLines(known.issue, drift);
    case 'pullRequest': {
      const { pullRequest, issue } = known;
      return [
        say(
          '{0}, for {1}',
          pullRequestWords(pullRequest),
          plainMarkdown(`${issueName(issue.source, issue.issue.id)} ${issue.issue.title}`),
        ),
      ];
    }
    case 'resolved':
      return [
        `${known.resolution.kind === 'issue' ? say('issue') : say('pull request')}, ${stateWord(known.resolution.state)}`,
      ];
  }
}

function issueLines(evaluated: EvaluatedIssue, drift: readonly Drift[]): readonly string[] {
  const { issue, status, blockedBy, unblocks } = evaluated;
  const facts = [
    ...(issue.priority === null ? [] : [`P${issue.priority}`]),
    ...(issue.type === null ? [] : [issue.type]),
    ...(issue.phase === null ? [] : [issue.phase]),
    ...issue.assignees,
  ];
  const lead = issue.excerpt === undefined ? null : excerptLead(issue.excerpt);
  return [
    ...(lead === null ? [] : [plainMarkdown(lead)]),
    [statusWord(status), ...facts.map(plainMarkdown)].join(' · '),
    ...(blockedBy.length === 0 ? [] : [say('waits for {0}', reasonsText(evaluated.source, blockedBy))]),
    ...(unblocks.direct === 0 ? [] : [`$(unlock) ${unblocksText(unblocks)}`]),
    ...(issue.remote?.pullRequests ?? [])
      .slice(0, namedReasons)
      .map((each) => `${pullRequestWords(each)} ${plainMarkdown(`${each.id} ${each.title}`)}`),
    ...drift.map((each) => `$(warning) ${plainMarkdown(driftSentence(each, issueName(evaluated.source, issue.id)))}`),
  ];
}

const unblocksText = ({ direct, total }: EvaluatedIssue['unblocks']): string =>
  total > direct ? say('frees {0} when done, {1} in all', direct, total) : say('frees {0} when done', direct);

function reasonsText(source: string, reasons: readonly BlockReason[]): string {
  const more = reasons.length - namedReasons;
  const named = reasons.slice(0, namedReasons).map((reason) => plainMarkdown(reasonText(source, reason)));
  return more > 0 ? say('{0} and {1} more', named.join(', '), more) : named.join(', ');
}

function reasonText(source: string, reason: BlockReason): string {
  switch (reason.reason) {
    case 'edge':
      return `${nameBeside(source, reason.key, reason.id)} ${reason.title}`;
    case 'parent':
      return say('its parent {0} {1}', nameBeside(source, reason.key, reason.id), reason.title);
    case 'cycle':
      return say('itself, by way of {0} {1}', nameBeside(source, reason.key, reason.id), reason.title);
    case 'unknown': {
      const why = namelessWhy(source, reason.id);
      return why === null ? say('{0}, which is not known here', issueName(source, reason.id)) : namelessWords[why]();
    }
    case 'manual':
      return say('what its label says');
  }
}

const reviewWords = {
  approved: () => say('approved'),
  changesRequested: () => say('changes requested'),
  required: () => say('review required'),
} as const;

const stateWords = {
  open: () => say('open'),
  draft: () => say('draft'),
  merged: () => say('merged'),
  closed: () => say('closed'),
} as const;

const stateWord = (state: keyof typeof stateWords): string => stateWords[state]();

function pullRequestWords({ state, review }: PullRequest): string {
  const told = review === null || state === 'merged' || state === 'closed' ? null : reviewWords[review]();
  const text =
    told === null ? say('{0} pull request', stateWord(state)) : say('{0} pull request, {1}', stateWord(state), told);
  return `$(git-pull-request) ${text}`;
}

function ageOf(known: Known, { id, freshness, confirmedAtMs }: ServerSource, nowMs: number): string {
  if (known.kind === 'resolved')
    return `$(history) ${say('{0}, looked up {1}', plainMarkdown(id), agoText(nowMs - known.resolvedAtMs))}`;
  const age = confirmedAtMs === null ? say('not confirmed yet') : agoText(nowMs - confirmedAtMs);
  const word = freshness === 'stale' || freshness === 'ageing' ? ` (${freshnessWord(freshness)})` : '';
  return `$(history) ${plainMarkdown(id)}, ${age}${word}`;
}

function title(name: string, text: string, url: string | null): string {
  const shown = plainMarkdown(name);
  return `**${url === null ? shown : `[${shown}](${address(url)})`} ${plainMarkdown(text)}**`;
}

/** An address that cannot end the link it stands in. */
const address = (url: string): string =>
  new URL(url).href.replace(/[()<>\s|]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

const argument = (url: string): string =>
  encodeURIComponent(JSON.stringify([{ url: new URL(url).href }])).replace(
    /[()']/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
