/** Answers for accounts and servers as the environment of a process names them, as GitHub's own programs do. */
import type { AccountHost, Credential, Credentials } from '../../ports/credentials';
import type { Disposable } from '../../ports/disposable';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables are read each time. A token that was refused is passed over until it is another one. */
export class EnvironmentCredentials implements Credentials {
  private readonly refusals = new Set<string>();

  constructor(private readonly environment: Environment) {}

  find(host: AccountHost): Promise<Credential | null> {
    for (const name of variablesFor(host, this.environment)) {
      const token = valueOf(this.environment, name);
      if (!isToken(token) || this.refusals.has(refusalOf(host, token))) continue;
      return Promise.resolve({ account: { id: `environment:${name}`, name: null, via: 'environment' }, token });
    }
    return Promise.resolve(null);
  }

  refused(host: AccountHost, { token }: Credential): void {
    this.refusals.add(refusalOf(host, token));
  }

  /** The environment of a process does not change. */
  onDidChange(): Disposable {
    return { dispose: () => undefined };
  }
}

export interface NamedServers {
  /** Where the API of github.com is; null: where it usually is. */
  readonly apiUrl: string | null;
  /** Null: there is none beside github.com. */
  readonly enterpriseUrl: string | null;
}

/**
 * Servers as a job is told them. A job of an Enterprise Server is told the API of that server, which says nothing of
 * github.com. See https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function serversOfEnvironment(environment: Environment): NamedServers {
  const server = valueOf(environment, 'GITHUB_SERVER_URL');
  const api = valueOf(environment, 'GITHUB_API_URL');
  const isDotCom = server === '' || /^https:\/\/github\.com\/*$/i.test(server);
  return { apiUrl: isDotCom && api !== '' ? api : null, enterpriseUrl: isDotCom ? null : server };
}

/**
 * In order of precedence. `GITHUB_TOKEN` is of the server a job runs for, and goes to no other.
 * See https://cli.github.com/manual/gh_help_environment
 */
function variablesFor({ kind, name }: AccountHost, environment: Environment): readonly string[] {
  const { enterpriseUrl } = serversOfEnvironment(environment);
  const own = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];
  if (kind === 'github') return enterpriseUrl === null ? ['GITHUB_TOKEN', 'GH_TOKEN'] : ['GH_TOKEN'];
  if (enterpriseUrl === null || !URL.canParse(enterpriseUrl) || new URL(enterpriseUrl).host !== name) return own;
  return [...own, 'GITHUB_TOKEN', 'GH_TOKEN'];
}

const valueOf = (environment: Environment, name: string): string => environment[name]?.trim() ?? '';

/** No token has spaces or control characters, and no request could carry them. */
const isToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);
const refusalOf = ({ name }: AccountHost, token: string): string => `${name} ${token}`;
