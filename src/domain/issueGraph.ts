/** Answers for the graph of all records of all sources: which id means which record, kept up with every change. */
import { item } from './at';
import { commonEnds } from './commonEnds';
import type { Issue } from './issue';
import { keysOfDuplicates } from './issueKeys';
import { pairIssues } from './issueList';
import { IssueNode } from './issueNode';
import { IssueSource } from './issueSource';
import { Linkage } from './linkage';
import type { EvaluatedIssue, SourceFacts } from './readiness';
import { Relations } from './relations';
import { sameEdges } from './sameFacts';
import { sameRules } from './statusRules';

/** What has happened since it was last asked for. */
export interface GraphChange {
  /** Issues to be judged again; the list grows with every further call of {@link IssueGraph.mark}. */
  readonly dirty: readonly IssueNode[];
  /** Issues others may no longer wait for, or that no longer wait: their clusters fell apart. */
  readonly parted: readonly IssueNode[];
  /** What was told under keys that records gave up; another record may have taken one over. */
  readonly vacated: ReadonlyMap<string, EvaluatedIssue>;
}

/** Sources, records and arcs. Marks all a change may concern as dirty; judges nothing. */
export class IssueGraph {
  private readonly sources = new Map<string, IssueSource>();
  private readonly byPrefix = new Map<string, IssueSource>();
  private readonly linkage = new Linkage();
  private dirty: IssueNode[] = [];
  private parted: IssueNode[] = [];
  private vacated = new Map<string, EvaluatedIssue>();

  readonly arcs = this.linkage.arcs;
  readonly relations = new Relations(this.arcs);
  /** Records with a `deferUntilMs`. */
  readonly timed = new Set<IssueNode>();

  /** Adds a source, or brings it up to date. */
  setSource(facts: SourceFacts): void {
    let source = this.sources.get(facts.id);
    if (source === undefined || !sameRules(source.rules.declared, facts.rules)) {
      if (source !== undefined) this.removeRecords(source);
      source = new IssueSource(facts.id, facts.rules);
      this.sources.set(facts.id, source);
      this.byPrefix.set(source.prefix, source);
    }
    this.rescope(this.linkage.setSource(facts.id, facts.aliases, source));
    this.setRecords(source, facts.issues);
  }

  removeSource(id: string): void {
    const source = this.sources.get(id);
    if (source === undefined) return;
    this.removeRecords(source);
    this.sources.delete(id);
    this.byPrefix.delete(source.prefix);
    this.rescope(this.linkage.setSource(id, [], null));
  }

  /** The records of all sources. */
  *nodes(): Iterable<IssueNode> {
    for (const { nodes } of this.sources.values()) yield* nodes;
  }

  source(id: string): IssueSource | undefined {
    return this.sources.get(id);
  }

  withKey(key: string): IssueNode | undefined {
    return this.byPrefix.get(key.slice(0, key.indexOf('#') + 1))?.withKey(key);
  }

  /** Marks an issue as concerned. */
  readonly mark = (node: IssueNode): void => {
    if (node.dirty || node.removed) return;
    node.dirty = true;
    this.dirty.push(node);
  };

  /** Marks an issue and all that read it. */
  touch(node: IssueNode): void {
    this.mark(node);
    this.relations.visitReaders(node, this.mark);
  }

  /** Clears away arcs that were dropped, and shows what has happened since the last flush. */
  beginFlush(): GraphChange {
    this.linkage.clear();
    this.dirty = this.dirty.filter((node) => !node.removed);
    return { dirty: this.dirty, parted: this.parted, vacated: this.vacated };
  }

  /** Forgets what has happened; all of it is judged. */
  endFlush(): void {
    for (const node of this.dirty) node.dirty = false;
    this.dirty = [];
    this.parted = [];
    this.vacated = new Map();
  }

  private setRecords(source: IssueSource, issues: readonly Issue[]): void {
    const [start, fromEnd] = commonEnds(source.issues, issues);
    const middle = issues.slice(start, issues.length - fromEnd);
    const old = source.nodes.slice(start, source.nodes.length - fromEnd);
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
    replaceRange(source.issues, start, old.length, middle);
    replaceRange(source.nodes, start, old.length, current);
    if (old.length !== current.length) {
      for (let i = start + current.length; i < source.nodes.length; i++) item(source.nodes, i).order = i;
    }
    this.giveKeys(source, fresh);
    for (const node of fresh) this.linkage.link(node);
    for (const node of fresh) this.relations.visitReached(node, this.mark);
  }

  private create(source: IssueSource, issue: Issue, order: number): IssueNode {
    const slot = this.linkage.slotIn(source.slots, source.rules.canonicalId(issue.id));
    const node = new IssueNode(source, slot, order, issue, source.rules.standing(issue));
    this.linkage.enroll(node);
    slot.nodes = slot.nodes.length === 0 ? [node] : [...slot.nodes, node];
    if (slot.nodes.length > 1) source.crowded.add(slot);
    else source.fold(slot);
    if (issue.deferUntilMs !== null) this.timed.add(node);
    // Arcs that are made later mark their own ends.
    this.mark(node);
    this.relations.visitNaming(slot, this.mark);
    return node;
  }

  private replace(source: IssueSource, node: IssueNode, issue: Issue): void {
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

  private remove(source: IssueSource, node: IssueNode): void {
    this.touch(node);
    this.linkage.dismiss(node);
    const { slot } = node;
    slot.nodes = slot.nodes.filter((other) => other !== node);
    if (slot.nodes.length > 0) source.crowded.add(slot);
    else {
      source.unfold(slot);
      this.linkage.discardIfEmpty(slot);
    }
    node.removed = true;
    this.timed.delete(node);
    for (const wait of node.waits) this.parted.push(wait.target);
    source.takeKey(node);
    this.vacate(node);
  }

  private removeRecords(source: IssueSource): void {
    for (const node of source.nodes) this.remove(source, node);
    source.nodes.length = 0;
    source.issues.length = 0;
  }

  private giveKeys(source: IssueSource, fresh: readonly IssueNode[]): void {
    for (const node of fresh) if (node.slot.nodes.length === 1) node.key = source.prefix + node.issue.id;
    for (const slot of source.crowded) {
      const ordered = [...slot.nodes].sort((a, b) => a.order - b.order);
      if (ordered.every((node, i) => node === slot.nodes[i])) continue;
      slot.nodes = ordered;
      for (const node of ordered) this.touch(node);
    }
    for (const [node, key] of keysOfDuplicates(source, source.crowded)) {
      const duplicate = node.slot.nodes.length > 1;
      if (node.key === key && node.duplicate === duplicate) continue;
      if (node.key !== key) {
        this.vacate(node);
        source.giveKey(node, key);
      }
      node.duplicate = duplicate;
      this.touch(node);
    }
    for (const slot of source.crowded) if (slot.nodes.length < 2) source.crowded.delete(slot);
  }

  private vacate({ evaluated }: IssueNode): void {
    if (evaluated !== null) this.vacated.set(evaluated.key, evaluated);
  }

  /** Ties the arcs of issues anew after a scope's name changed hands. */
  private rescope(nodes: Iterable<IssueNode>): void {
    for (const node of nodes) {
      if (node.removed) continue;
      this.touch(node);
      this.linkage.unlink(node);
      this.linkage.link(node);
      this.touch(node);
    }
  }
}

/** Puts elements in the place of others; where there are as many, the rest of the list is not touched. */
function replaceRange<T>(list: T[], start: number, count: number, elements: readonly T[]): void {
  if (elements.length === count) elements.forEach((element, i) => (list[start + i] = element));
  else {
    const rest = list.slice(start + count);
    list.length = start;
    for (const element of elements) list.push(element);
    for (const element of rest) list.push(element);
  }
}
