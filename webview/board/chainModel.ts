/** Answers for a chain as a tree on the screen: what is above what, what is closed, and where a key leads. */
import type { Chain, ChainNode } from '../../src/protocol/issueDetails';

export interface ChainItem {
  readonly node: ChainNode;
  /** Names the place in the tree, in this and in later states of the chain. */
  readonly path: string;
  /** Index of the item above; -1 at the top. */
  readonly parent: number;
  /** Among its siblings, from 1. */
  readonly position: number;
  readonly of: number;
  readonly hasChildren: boolean;
}

export type ChainMovement =
  | { readonly kind: 'move'; readonly path: string }
  | { readonly kind: 'expand'; readonly path: string; readonly expanded: boolean };

export class ChainModel {
  readonly items: readonly ChainItem[];

  constructor({ nodes }: Chain) {
    const items: { -readonly [Field in keyof ChainItem]: ChainItem[Field] }[] = [];
    const siblings = new Map<number, number[]>();
    /** Indexes of the items above the next one. */
    const above: number[] = [];
    for (const [index, node] of nodes.entries()) {
      above.length = Math.max(0, Math.min(above.length, node.depth - 1));
      const parent = above.at(-1) ?? -1;
      const path = `${items[parent]?.path ?? ''}/${node.key ?? `?${node.id}`}`;
      const among = siblings.get(parent) ?? [];
      among.push(index);
      siblings.set(parent, among);
      items.push({ node, path, parent, position: among.length, of: 0, hasChildren: false });
      const holder = items[parent];
      if (holder !== undefined) holder.hasChildren = true;
      above.push(index);
    }
    for (const item of items) item.of = siblings.get(item.parent)?.length ?? 1;
    this.items = items;
  }

  /** What is on the screen, in order. @param closed paths */
  visible(closed: ReadonlySet<string>): readonly ChainItem[] {
    const hidden = new Set<number>();
    return this.items.filter((item, index) => {
      const above = this.items[item.parent];
      const isHidden = above !== undefined && (hidden.has(item.parent) || closed.has(above.path));
      if (isHidden) hidden.add(index);
      return !isHidden;
    });
  }

  /** What `key` (as in KeyboardEvent.key) does at `path`; null when it is not ours. */
  movement(closed: ReadonlySet<string>, path: string | null, key: string): ChainMovement | null {
    const visible = this.visible(closed);
    const at = visible.findIndex((item) => item.path === path);
    const item = visible[at];
    const to = (index: number): ChainMovement | null => {
      const target = visible[index];
      return target === undefined ? null : { kind: 'move', path: target.path };
    };
    switch (key) {
      case 'ArrowDown':
        return to(at + 1);
      case 'ArrowUp':
        return at < 0 ? to(visible.length - 1) : to(at - 1);
      case 'Home':
        return to(0);
      case 'End':
        return to(visible.length - 1);
      case 'ArrowRight':
        if (item?.hasChildren !== true) return null;
        return closed.has(item.path) ? { kind: 'expand', path: item.path, expanded: true } : to(at + 1);
      case 'ArrowLeft': {
        if (item === undefined) return null;
        if (item.hasChildren && !closed.has(item.path)) return { kind: 'expand', path: item.path, expanded: false };
        const above = this.items[item.parent];
        return above === undefined ? null : { kind: 'move', path: above.path };
      }
      default:
        return null;
    }
  }
}
