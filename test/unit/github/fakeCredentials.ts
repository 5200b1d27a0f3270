/** Credentials as a test hands them out. */
import type { Credential, Credentials } from '../../../src/ports/credentials';
import type { Disposable } from '../../../src/ports/disposable';

/** Recognisable wherever it should not be. */
export const secret = 'ghp_recognisable0123456789';

export const credentialOf = (token: string, name: string | null = null): Credential => ({
  account: { id: `id-of-${name ?? 'token'}`, name, via: name === null ? 'token' : 'editor' },
  token,
});

export class FakeCredentials implements Credentials {
  asked = 0;
  readonly refusals: Credential[] = [];
  readonly listeners = new Set<() => void>();

  constructor(public found: Credential | null = null) {}

  find(): Promise<Credential | null> {
    this.asked++;
    return Promise.resolve(this.found);
  }

  refused(_: unknown, credential: Credential): void {
    this.refusals.push(credential);
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  change(found: Credential | null): void {
    this.found = found;
    for (const listener of [...this.listeners]) listener();
  }
}
