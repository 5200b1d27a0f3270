/** Answers for the graph of all records of all sources: which id means which record, kept up with every change. */
import type { Edge, Issue } from './issue';
import { item } from './at';
import { keyPrefix, keysOfDuplicates } from './issueKeys';
import { pairIssues } from './issueList';
import { IssueNode, type IdSlot, type NodeSource } from './issueNode';
import { discardIfEmpty, Linkage, slotIn } from './linkage';
import type { SourceFacts } from './readiness';
import { visitNaming, visitReached, visitReaders } from './relations';
import { sameRules, StatusRules } from './statusRules';

interface Source extends NodeSource {
  /** Slots with several records, and those that had several. */
  readonly crowded: Set<IdSlot>;
  /** As last told, and the record of each. */
  issues: readonly Issue[];
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
  private readonly linkage = new Linkage();
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
      source = { id: facts.id, rules, slots: new Map(), crowded: new Set(), issues: [], nodes: [], folded: new Map() };
      this.sources.set(facts.id, source);
    }
    this.rescope(this.linkage.setSource(facts.id, facts.aliases, source));
    this.setRecords(source, facts.issues);
  }

  removeSource(id: string): void {
    const source = this.sources.get(id);
    if (source === undefined) return;
    this.removeRecords(source);
    this.sources.delete(id);
    this.rescope(this.linkage.setSource(id, [], null));
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
    this.linkage.clear();
    for (const node of this.dirty) node.dirty = false;
    const change = { dirty: this.dirty.filter((node) => !node.removed), parted: this.parted, vacated: this.vacated };
    this.dirty = [];
    this.parted = [];
    this.vacated = new Set();
    return change;
  }

  private setRecords(source: Source, issues: readonly Issue[]): void {
    const [start, fromEnd] = commonEnds(source.issues, issues);
    const { nodes } = source;
    const middle = issues.slice(start, issues.length - fromEnd);
    const old = nodes.slice(start, nodes.length - fromEnd);
    // A copy: callers may go on to change their list.
    source.issues = issues.slice();
    if (middle.length + old.length === 0) return;

    const { continues, gone } = pairIssues(old, middle, (id) => source.rules.canonicalId(id));
    for (const node of gone) this.remove(source, node);
    const fresh: IssueNode[] = [];
    const current = continues.map((node, i) => {
      const issue = item(middle, i);
      if (node === null) {
        const created = this.create(source, issue, start + i);
        fresh.push(created);
        return created;
      }
      node.order = start + i;
      if (node.issue !== issue) this.replace(source, node, issue);
      return node;
    });
    source.nodes = nodes.slice(0, start).concat(current, nodes.slice(nodes.length - fromEnd));
    if (old.length !== current.length) {
      for (let i = start + current.length; i < source.nodes.length; i++) item(source.nodes, i).order = i;
    }
    this.giveKeys(source, fresh);
    for (const node of fresh) this.linkage.link(node);
    for (const node of fresh) visitReached(node, this.mark);
  }

  private create(source: Source, issue: Issue, order: number): IssueNode {
    const slot = slotIn(source.slots, source.rules.canonicalId(issue.id));
    const node = new IssueNode(source, slot, order, issue, source.rules.standing(issue));
    slot.nodes = slot.nodes.length === 0 ? [node] : [...slot.nodes, node];
    if (slot.nodes.length > 1) source.crowded.add(slot);
    else fold(source, slot);
    if (issue.deferUntilMs !== null) this.timed.add(node);
    // Links that are made later mark their own ends.
    this.mark(node);
    visitNaming(slot, this.mark);
    return node;
  }

  private replace(source: Source, node: IssueNode, issue: Issue): void {
    const old = node.issue;
    const { standing } = node;
    const relinked = !sameEdges(old.edges, issue.edges);
    if (relinked) {
      this.touch(node);
      this.linkage.unlink(node);
    }
    node.issue = issue;
    node.standing = source.rules.standing(issue);
    if (issue.deferUntilMs === null) this.timed.delete(node);
    else this.timed.add(node);
    if (relinked) this.linkage.link(node);
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
    this.linkage.unlink(node);
    const { slot } = node;
    slot.nodes = slot.nodes.filter((other) => other !== node);
    if (slot.nodes.length > 0) source.crowded.add(slot);
    else {
      unfold(source, slot);
      discardIfEmpty(slot);
    }
    node.removed = true;
    this.timed.delete(node);
    for (const wait of node.waits) this.parted.push(wait.target);
    if (node.key !== '') this.vacated.add(node.key);
  }

  private removeRecords(source: Source): void {
    for (const node of source.nodes) this.remove(source, node);
    source.nodes = [];
    source.issues = [];
  }

  private giveKeys(source: Source, fresh: readonly IssueNode[]): void {
    const prefix = keyPrefix(source.id);
    for (const node of fresh) if (node.slot.nodes.length === 1) node.key = prefix + node.issue.id;
    for (const slot of source.crowded) {
      const ordered = [...slot.nodes].sort((a, b) => a.order - b.order);
      if (ordered.every((node, i) => node === slot.nodes[i])) continue;
      slot.nodes = ordered;
      for (const node of ordered) this.touch(node);
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

  /** Ties the links of issues anew after a scope's name changed hands. */
  private rescope(nodes: Iterable<IssueNode>): void {
    for (const node of nodes) {
      if (node.removed) continue;
      this.touch(node);
      this.linkage.unlink(node);
      this.linkage.link(node);
      this.touch(node);
    }
  }

  private readonly mark = (node: IssueNode): void => {
    if (node.dirty || node.removed) return;
    node.dirty = true;
    this.dirty.push(node);
  };
}

/** How many elements two lists share at their start, and then at their end. */
function commonEnds<T>(a: readonly T[], b: readonly T[]): readonly [start: number, fromEnd: number] {
  const shorter = Math.min(a.length, b.length);
  let start = 0;
  while (start < shorter && a[start] === b[start]) start++;
  let fromEnd = 0;
  while (fromEnd < shorter - start && a[a.length - 1 - fromEnd] === b[b.length - 1 - fromEnd]) fromEnd++;
  return [start, fromEnd];
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
