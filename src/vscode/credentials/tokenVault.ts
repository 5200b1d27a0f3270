/** Answers for the tokens people typed: one a server, in the editor's secret storage and nowhere else. */
import { createHash } from 'node:crypto';
import type { SecretStorage } from 'vscode';
import type { Disposable } from '../../ports/disposable';

const prefix = 'contextScout.githubToken:';

/** What is used of {@link SecretStorage}. */
export type Secrets = Pick<SecretStorage, 'get' | 'store' | 'delete' | 'onDidChange'>;

export class TokenVault {
  constructor(private readonly secrets: Secrets) {}

  /** @param host as in `AccountHost.name`. @throws when the secret storage cannot be read. */
  async read(host: string): Promise<string | null> {
    const token = await this.secrets.get(prefix + host);
    return token === undefined || token === '' ? null : token;
  }

  /** @throws when the secret storage cannot be written. */
  async write(host: string, token: string): Promise<void> {
    await this.secrets.store(prefix + host, token);
  }

  async remove(host: string): Promise<void> {
    await this.secrets.delete(prefix + host);
  }

  /** Tells the host whose token came, changed or went, in whichever window. */
  onDidChange(listener: (host: string) => void): Disposable {
    return this.secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) listener(key.slice(prefix.length));
    });
  }
}

/** Stands for a token in keys and logs: too short to tell the token, long enough to tell two apart. */
export const tokenId = (token: string): string =>
  `token-${createHash('sha256').update(token).digest('hex').slice(0, 10)}`;
