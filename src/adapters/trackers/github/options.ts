/** What the GitHub adapter is given. */
import type { Clock } from '../../../ports/clock';
import type { Credentials } from '../../../ports/credentials';
import type { HttpClients } from '../../../ports/httpClient';
import type { Log } from '../../../ports/log';
import type { RemoteReader } from '../../../ports/repositoryReader';

/** Settings of a person, each with a default. Label names compare without case. */
export interface GitHubSettings {
  /** Where the API of github.com is; machine-scoped, so that a folder cannot redirect a token. */
  readonly apiUrl: string;
  /** Address of an Enterprise Server, `https://ghe.example.com`; null: none. Machine-scoped. */
  readonly enterpriseUrl: string | null;
  /** Labels that say an open issue is under way. */
  readonly inProgressLabels: readonly string[];
  /** Labels that say an open issue waits for something. */
  readonly blockedLabels: readonly string[];
  /** Labels by urgency, from 0, the most urgent, to 4. */
  readonly priorityLabels: readonly (readonly string[])[];
}

export const defaultGitHubSettings: GitHubSettings = {
  apiUrl: 'https://api.github.com',
  enterpriseUrl: null,
  inProgressLabels: ['in progress', 'in-progress', 'status: in progress', 'status:in-progress', 'wip', 'doing'],
  blockedLabels: ['blocked', 'status: blocked', 'status:blocked', 'on hold'],
  priorityLabels: [
    ['p0', 'priority: critical', 'priority:critical', 'critical', 'urgent'],
    ['p1', 'priority: high', 'priority:high', 'high priority', 'high'],
    ['p2', 'priority: medium', 'priority:medium', 'medium'],
    ['p3', 'priority: low', 'priority:low', 'low priority', 'low'],
    ['p4', 'priority: lowest', 'priority:lowest'],
  ],
};

export interface GitHubOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly http: HttpClients;
  readonly credentials: Credentials;
  readonly remotes: RemoteReader;
  readonly settings: GitHubSettings;
}
