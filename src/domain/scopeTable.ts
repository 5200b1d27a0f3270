/** Answers for which source a scope's name means, and who has to be told when that changes. */
import type { IssueNode } from './issueNode';

/** Sources by id, or by an alias only one of them has. */
export class ScopeTable<Source> {
  private readonly byId = new Map<string, Source>();
  private readonly aliases = new Map<string, readonly string[]>();
  private readonly byAlias = new Map<string, Set<string>>();
  private readonly users = new Map<string, Set<IssueNode>>();

  /** The source a name means; remembers who asked. */
  resolve(name: string, user: IssueNode): Source | undefined {
    const users = this.users.get(name);
    if (users === undefined) this.users.set(name, new Set([user]));
    else users.add(user);
    return this.meaning(name);
  }

  /** The user no longer asks for the name. */
  forget(name: string, user: IssueNode): void {
    const users = this.users.get(name);
    if (users?.delete(user) === true && users.size === 0) this.users.delete(name);
  }

  /**
   * Gives a source its names, or, with null, takes them back.
   * @returns everybody who asked for a name that now means something else.
   */
  set(id: string, aliases: readonly string[], source: Source | null): Set<IssueNode> {
    const oldAliases = this.aliases.get(id) ?? [];
    const names = [...new Set([id, ...oldAliases, ...aliases])];
    const before = names.map((name) => this.meaning(name));
    for (const alias of oldAliases) {
      const ids = this.byAlias.get(alias);
      if (ids?.delete(id) === true && ids.size === 0) this.byAlias.delete(alias);
    }
    for (const alias of aliases) {
      const ids = this.byAlias.get(alias);
      if (ids === undefined) this.byAlias.set(alias, new Set([id]));
      else ids.add(id);
    }
    if (source === null) {
      this.byId.delete(id);
      this.aliases.delete(id);
    } else {
      this.byId.set(id, source);
      this.aliases.set(id, aliases);
    }
    const affected = new Set<IssueNode>();
    names.forEach((name, i) => {
      if (this.meaning(name) !== before[i]) for (const user of this.users.get(name) ?? []) affected.add(user);
    });
    return affected;
  }

  private meaning(name: string): Source | undefined {
    const direct = this.byId.get(name);
    if (direct !== undefined) return direct;
    const ids = this.byAlias.get(name);
    const [only] = ids ?? [];
    return ids?.size === 1 && only !== undefined ? this.byId.get(only) : undefined;
  }
}
