/** Answers for the key of every record: unique in the workspace, and the same whatever order things happened in. */
import type { IdSlot, IssueNode } from './issueNode';
import type { StatusRules } from './statusRules';

/** The part of a source that keys are made from. */
export interface KeyedSource {
  readonly id: string;
  readonly rules: StatusRules;
  readonly slots: ReadonlyMap<string, IdSlot>;
}

/** `<source>#`; the first `#` of a key always ends the source, so one in the source's own id is escaped. */
export function keyPrefix(sourceId: string): string {
  return sourceId.includes('#') || sourceId.includes('%')
    ? `${sourceId.replace(/%(?=23|25)/g, '%25').replaceAll('#', '%23')}#`
    : `${sourceId}#`;
}

/**
 * The keys of all records in slots that hold several. The first keeps the plain key, the others are told
 * apart by place; where even that is taken, by number.
 */
export function keysOfDuplicates(source: KeyedSource, crowded: Iterable<IdSlot>): Map<IssueNode, string> {
  const prefix = keyPrefix(source.id);
  const keys = new Map<IssueNode, string>();
  const further: { node: IssueNode; nth: number }[] = [];
  for (const { nodes } of crowded) {
    nodes.forEach((node, i) => {
      if (i === 0) keys.set(node, prefix + node.issue.id);
      else further.push({ node, nth: i + 1 });
    });
  }
  further.sort((a, b) => a.node.order - b.node.order);
  const taken = new Set<string>();
  const isFree = (id: string): boolean =>
    !taken.has(id) && source.slots.get(source.rules.canonicalId(id))?.nodes[0]?.issue.id !== id;
  for (const { node, nth } of further) {
    const { id, location } = node.issue;
    const placed = location === null ? id : `${id}@${location.path}:${location.line}`;
    let distinct = location === null ? `${id}~${nth}` : placed;
    for (let n = nth; !isFree(distinct); n++) distinct = `${placed}~${n}`;
    taken.add(distinct);
    keys.set(node, prefix + distinct);
  }
  return keys;
}
