/** Answers for the graph of all records of all sources: which id means which record, kept up with every change. */
import type { Edge, Issue } from './issue';
import { item } from './at';
import { keyPrefix, keysOfDuplicates } from './issueKeys';
import { pairIssues } from './issueList';
import { IdSlot, IssueNode, Link } from './issueNode';
import type { SourceFacts } from './readiness';
import { sameKind, visitReaders } from './relations';
import { ScopeTable } from './scopeTable';
import { sameRules, StatusRules } from './statusRules';

interface Source {
  readonly id: string;
  readonly rules: StatusRules;
  readonly slots: Map<string, IdSlot>;
  /** Slots with several records, and those that had several. */
  readonly crowded: Set<IdSlot>;
  nodes: readonly IssueNode[];
  /** The slots whose names have capitals, by their names in lower case. */
  readonly folded: Map<string, Set<IdSlot>>;
}

/** What has happened since it was last asked for. */
export interface GraphChange {
  /** Issues to be judged again; some may be gone by now. */
  readonly dirty: readonly IssueNode[];
  /** Issues others may no longer wait for, or that no longer wait: their clusters fell apart. */
  readonly parted: readonly IssueNode[];
  /** Keys that records gave up; another record may have taken one over. */
  readonly vacated: ReadonlySet<string>;
}

/** Sources, records and links. Marks all a change may concern as dirty; judges nothing. */
export class IssueGraph {
  private readonly sources = new Map<string, Source>();
  private readonly scopes = new ScopeTable<Source>();
  /** Ids that are named in a scope nobody answers to. */
  private readonly nowhere = new Map<string, IdSlot>();
  private readonly stale = new Set<IdSlot>();
  private dirty: IssueNode[] = [];
  private parted: IssueNode[] = [];
  private vacated = new Set<string>();

  /** Records with a `deferUntilMs`. */
  readonly timed = new Set<IssueNode>();

  /** Adds a source, or brings it up to date. */
  setSource(facts: SourceFacts): void {
    let source = this.sources.get(facts.id);
    if (source === undefined || !sameRules(source.rules.declared, facts.rules)) {
      if (source !== undefined) this.removeRecords(source);
      const rules = new StatusRules(facts.rules);
      source = { id: facts.id, rules, slots: new Map(), crowded: new Set(), nodes: [], folded: new Map() };
      this.sources.set(facts.id, source);
    }
    this.rescope(this.scopes.set(facts.id, facts.aliases, source));
    this.setRecords(source, facts.issues);
  }

  removeSource(id: string): void {
    const source = this.sources.get(id);
    if (source === undefined) return;
    this.removeRecords(source);
    this.sources.delete(id);
    this.rescope(this.scopes.delete(id));
  }

  /** The first record that has the id. */
  find(sourceId: string, id: string): IssueNode | undefined {
    const source = this.sources.get(sourceId);
    return source?.slots.get(source.rules.canonicalId(id))?.nodes[0];
  }

  /** All records that have the id, in whatever case. */
  findAll(sourceId: string, id: string): readonly IssueNode[] {
    const source = this.sources.get(sourceId);
    if (source === undefined) return [];
    const name = id.toLowerCase();
    return [...(source.slots.get(name)?.nodes ?? []), ...[...(source.folded.get(name) ?? [])].flatMap((s) => s.nodes)];
  }

  /** Marks an issue and all that read it. */
  touch(node: IssueNode): void {
    this.mark(node);
    visitReaders(node, this.mark);
  }

  /** Hands over what has happened, and clears away links that were dropped. */
  takeChange(): GraphChange {
    this.clearStale();
    for (const node of this.dirty) node.dirty = false;
    const change = { dirty: this.dirty.filter((node) => !node.removed), parted: this.parted, vacated: this.vacated };
    this.dirty = [];
    this.parted = [];
    this.vacated = new Set();
    return change;
  }

  private setRecords(source: Source, issues: readonly Issue[]): void {
    const { continues, gone } = pairIssues(source.nodes, issues, (id) => source.rules.canonicalId(id));
    for (const node of gone) this.remove(source, node);
    const fresh: IssueNode[] = [];
    source.nodes = continues.map((node, order) => {
      const issue = item(issues, order);
      if (node === null) {
        const created = this.create(source, issue, order);
        fresh.push(created);
        return created;
      }
      node.order = order;
      if (node.issue !== issue) this.replace(source, node, issue);
      return node;
    });
    this.giveKeys(source, fresh);
    for (const node of fresh) this.link(node);
    for (const node of fresh) this.touch(node);
  }

  private create(source: Source, issue: Issue, order: number): IssueNode {
    const slot = this.slotOf(source, issue.id);
    const node = new IssueNode(source, slot, order, issue, source.rules.standing(issue));
    slot.nodes.push(node);
    if (slot.nodes.length > 1) source.crowded.add(slot);
    else fold(source, slot);
    if (issue.deferUntilMs !== null) this.timed.add(node);
    return node;
  }

  private replace(source: Source, node: IssueNode, issue: Issue): void {
    const old = node.issue;
    const { standing } = node;
    const relinked = !sameEdges(old.edges, issue.edges);
    if (relinked) {
      this.touch(node);
      this.unlink(node);
    }
    node.issue = issue;
    node.standing = source.rules.standing(issue);
    if (issue.deferUntilMs === null) this.timed.delete(node);
    else this.timed.add(node);
    if (relinked) this.link(node);
    if (old.id !== issue.id) source.crowded.add(node.slot);
    const sameFace =
      !relinked &&
      old.id === issue.id &&
      old.title === issue.title &&
      old.deferUntilMs === issue.deferUntilMs &&
      standing.done === node.standing.done &&
      standing.blocks === node.standing.blocks;
    if (sameFace) this.mark(node);
    else this.touch(node);
  }

  private remove(source: Source, node: IssueNode): void {
    this.touch(node);
    this.unlink(node);
    const { nodes } = node.slot;
    nodes.splice(nodes.indexOf(node), 1);
    if (nodes.length > 0) source.crowded.add(node.slot);
    else {
      unfold(source, node.slot);
      this.discardIfEmpty(node.slot);
    }
    node.removed = true;
    this.timed.delete(node);
    for (const wait of node.waits) this.parted.push(wait.target);
    if (node.key !== '') this.vacated.add(node.key);
  }

  private removeRecords(source: Source): void {
    for (const node of source.nodes) this.remove(source, node);
    source.nodes = [];
  }

  private giveKeys(source: Source, fresh: readonly IssueNode[]): void {
    const prefix = keyPrefix(source.id);
    for (const node of fresh) if (node.slot.nodes.length === 1) node.key = prefix + node.issue.id;
    for (const { nodes } of source.crowded) {
      if (nodes.every((node, i) => i === 0 || (nodes[i - 1]?.order ?? 0) < node.order)) continue;
      nodes.sort((a, b) => a.order - b.order);
      for (const node of nodes) this.touch(node);
    }
    for (const [node, key] of keysOfDuplicates(source, source.crowded)) {
      const duplicate = node.slot.nodes.length > 1;
      if (node.key !== key || node.duplicate !== duplicate) {
        if (node.key !== '' && node.key !== key) this.vacated.add(node.key);
        node.key = key;
        node.duplicate = duplicate;
        this.touch(node);
      }
    }
    for (const slot of source.crowded) if (slot.nodes.length < 2) source.crowded.delete(slot);
  }

  private slotOf(source: Source, id: string): IdSlot {
    return slotIn(source.slots, source.rules.canonicalId(id));
  }

  private link(node: IssueNode): void {
    const { issue } = node;
    if (issue.edges.length === 0) return;
    const { rules } = node.source;
    const links: Link[] = [];
    for (const edge of issue.edges) {
      const slot = this.resolve(node, edge);
      const link = new Link(node, edge, rules.edgeKind(edge.kind), slot);
      const repeated = links.some(
        (other) => other.slot === slot && other.edge.reversed === edge.reversed && sameKind(other.kind, link.kind),
      );
      if (repeated) continue;
      links.push(link);
      (edge.reversed ? slot.reversed : slot.inbound).push(link);
    }
    node.links = links;
  }

  private resolve(node: IssueNode, edge: Edge): IdSlot {
    if (edge.scope === null) return this.slotOf(node.source as Source, edge.id);
    const source = this.scopes.resolve(edge.scope, node);
    return source === undefined ? slotIn(this.nowhere, `${edge.scope}\n${edge.id}`) : this.slotOf(source, edge.id);
  }

  private unlink(node: IssueNode): void {
    for (const link of node.links) {
      link.dropped = true;
      this.stale.add(link.slot);
    }
    // Repeated edges made no link, yet asked for their scope.
    for (const { scope } of node.issue.edges) if (scope !== null) this.scopes.forget(scope, node);
    node.links = [];
  }

  /** Ties the links of issues anew after a scope's name changed hands. */
  private rescope(nodes: Iterable<IssueNode>): void {
    for (const node of nodes) {
      if (node.removed) continue;
      this.touch(node);
      this.unlink(node);
      this.link(node);
      this.touch(node);
    }
  }

  private clearStale(): void {
    for (const slot of this.stale) {
      slot.inbound = slot.inbound.filter((link) => !link.dropped);
      slot.reversed = slot.reversed.filter((link) => !link.dropped);
      this.discardIfEmpty(slot);
    }
    this.stale.clear();
  }

  private discardIfEmpty(slot: IdSlot): void {
    const empty = slot.nodes.length + slot.inbound.length + slot.reversed.length === 0;
    if (empty && slot.home.get(slot.name) === slot) slot.home.delete(slot.name);
  }

  private readonly mark = (node: IssueNode): void => {
    if (node.dirty || node.removed) return;
    node.dirty = true;
    this.dirty.push(node);
  };
}

function slotIn(home: Map<string, IdSlot>, name: string): IdSlot {
  let slot = home.get(name);
  if (slot === undefined) {
    slot = new IdSlot(home, name);
    home.set(name, slot);
  }
  return slot;
}

function fold(source: Source, slot: IdSlot): void {
  const name = slot.name.toLowerCase();
  if (name === slot.name) return;
  const slots = source.folded.get(name);
  if (slots === undefined) source.folded.set(name, new Set([slot]));
  else slots.add(slot);
}

function unfold(source: Source, slot: IdSlot): void {
  const name = slot.name.toLowerCase();
  const slots = source.folded.get(name);
  if (slots?.delete(slot) === true && slots.size === 0) source.folded.delete(name);
}

function sameEdges(a: readonly Edge[], b: readonly Edge[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((edge, i) => {
    const other = item(b, i);
    return (
      edge.kind === other.kind && edge.id === other.id && edge.scope === other.scope && edge.reversed === other.reversed
    );
  });
}
