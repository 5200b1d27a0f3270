/** Answers for which servers are GitHub's: the one everybody knows, and those the person named. */
import type { AccountHost } from '../../../ports/credentials';

export interface GitHubHost extends AccountHost {
  /** `github.com`, or host and port of an Enterprise Server: what remotes name. */
  readonly name: string;
  /** Scheme, host and port of the pages, without a slash at the end. */
  readonly webOrigin: string;
  /** `https://api.github.com`, `https://ghe.example.com/api/v3`; no slash at the end. */
  readonly apiUrl: string;
  /** `https://api.github.com/graphql`, `https://ghe.example.com/api/graphql`. */
  readonly graphqlUrl: string;
}
