/** Answers for the records of one source, and for finding them by id and by key. */
import { canonicalId } from './canonicalId';
import { keyPrefix } from './issueKeys';
import type { Issue } from './issue';
import type { IdSlot, IssueNode, NodeSource } from './issueNode';
import { StatusRules } from './statusRules';
import type { TrackerRules } from './trackerRules';

/** One source, as {@link IssueGraph} keeps it. */
export class IssueSource implements NodeSource {
  readonly rules: StatusRules;
  readonly prefix: string;
  readonly slots = new Map<string, IdSlot>();
  /** Slots with several records, and those that had several. */
  readonly crowded = new Set<IdSlot>();
  /** As last told, and the record of each. */
  readonly issues: Issue[] = [];
  readonly nodes: IssueNode[] = [];
  /** Records whose key is not simply made of their id, by key. */
  private readonly apart = new Map<string, IssueNode>();
  /** The slots whose names have capitals, by their names in lower case. */
  private readonly folded = new Map<string, Set<IdSlot>>();

  constructor(
    readonly id: string,
    rules: TrackerRules,
  ) {
    this.rules = new StatusRules(rules);
    this.prefix = keyPrefix(id);
  }

  /** The records an edge means by the id. */
  named(id: string): readonly IssueNode[] {
    return this.slots.get(this.rules.canonicalId(id))?.nodes ?? [];
  }

  /** The records that have the id in whatever case. A bare number names none by the prefix it does not have. */
  namedInAnyCase(id: string): readonly IssueNode[] {
    const name = canonicalId(id, { ...this.rules.declared.ids, barePrefix: null }).toLowerCase();
    const capitals = [...(this.folded.get(name) ?? [])];
    return [...(this.slots.get(name)?.nodes ?? []), ...capitals.flatMap((slot) => slot.nodes)];
  }

  /** @param key starts with the source's prefix. */
  withKey(key: string): IssueNode | undefined {
    const plain = this.named(key.slice(this.prefix.length)).find((node) => node.key === key);
    return plain ?? this.apart.get(key);
  }

  giveKey(node: IssueNode, key: string): void {
    this.takeKey(node);
    node.key = key;
    if (key !== this.prefix + node.issue.id) this.apart.set(key, node);
  }

  takeKey(node: IssueNode): void {
    if (this.apart.get(node.key) === node) this.apart.delete(node.key);
  }

  /** A slot got its first record. */
  fold(slot: IdSlot): void {
    const name = slot.name.toLowerCase();
    if (name === slot.name) return;
    const slots = this.folded.get(name);
    if (slots === undefined) this.folded.set(name, new Set([slot]));
    else slots.add(slot);
  }

  /** A slot lost its last record. */
  unfold(slot: IdSlot): void {
    const name = slot.name.toLowerCase();
    const slots = this.folded.get(name);
    if (slots?.delete(slot) === true && slots.size === 0) this.folded.delete(name);
  }
}
