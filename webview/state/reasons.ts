/** Answers for why an issue is blocked, in a few words on its row and as a whole sentence. */
import type { BlockReason } from '../../src/domain/readiness';
import { isOutside, issueName, nameBeside, namelessWhy } from '../../src/protocol/issueName';
import type { Row } from '../../src/protocol/messages';
import { linkNames } from '../../src/protocol/rowRemote';
import { strings } from '../strings';
import { plain, type Fact } from './fact';
import { shortId } from './names';

type Named = Extract<BlockReason, { readonly key: string }>;

export function reasonFact({ source, blockedBy }: Row): Fact | null {
  const [first] = blockedBy;
  if (first === undefined) return null;
  const named = 'key' in first ? first : null;
  const outside = named !== null && isOutside(named.key, named.id);
  return {
    ...plain,
    kind: 'reason',
    ...reasonText(source, first),
    more: blockedBy.length - 1,
    title: blockedBy.map((reason) => reasonSentence(source, reason)).join('\n'),
    target: outside ? null : (named?.key ?? null),
    link: outside ? linkNames.issue(named.id) : null,
  };
}

/** @param source of the issue that is blocked */
function reasonText(source: string, reason: BlockReason): Pick<Fact, 'text' | 'strong' | 'tone'> {
  switch (reason.reason) {
    case 'edge':
      return { text: strings.blockedBy(shortName(source, reason), reason.title), strong: null, tone: 'plain' };
    case 'parent':
      return { text: strings.viaParent(reason.title), strong: null, tone: 'plain' };
    case 'cycle':
      return { text: strings.inCycle(shortName(source, reason), reason.title), strong: null, tone: 'warn' };
    case 'unknown': {
      const why = namelessWhy(source, reason.id);
      return why === null
        ? { text: strings.blockedByShort(issueName(source, reason.id)), strong: strings.unknown, tone: 'warn' }
        : { text: strings.blockedByShort(strings.namelessBlocker[why]), strong: null, tone: 'warn' };
    }
    case 'manual':
      return { text: strings.markedBlocked, strong: null, tone: 'plain' };
  }
}

/** One whole sentence about why an issue of `source` is blocked. */
export function reasonSentence(source: string, reason: BlockReason): string {
  switch (reason.reason) {
    case 'edge':
      return strings.reasonFull.edge(reason.kind, nameBeside(source, reason.key, reason.id), reason.title);
    case 'parent':
      return strings.reasonFull.parent(nameBeside(source, reason.key, reason.id), reason.title);
    case 'cycle':
      return strings.reasonFull.cycle(nameBeside(source, reason.key, reason.id), reason.title);
    case 'unknown': {
      const why = namelessWhy(source, reason.id);
      return why === null
        ? strings.reasonFull.unknown(issueName(source, reason.id))
        : strings.namelessBlockerTitle[why];
    }
    case 'manual':
      return strings.reasonFull.manual();
  }
}

/** Where an id says which repository it is of, all of it is needed. */
function shortName(source: string, { key, id }: Named): string {
  return isOutside(key, id) ? id : shortId(nameBeside(source, key, id));
}
