/** The role of knowing what a person is called in a repository's Git. */

export interface GitIdentity {
  /** `user.name`; null where nothing says. */
  readonly name: string | null;
  /** `user.email`. */
  readonly email: string | null;
}

export const nobody: GitIdentity = { name: null, email: null };

export interface IdentityReader {
  /**
   * Who commits in the repository at `root`; {@link nobody} where that cannot be read.
   * @throws the signal's reason when aborted.
   */
  identity(root: string, signal: AbortSignal): Promise<GitIdentity>;
}
