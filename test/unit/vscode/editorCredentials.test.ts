import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuthenticationSession, AuthenticationSessionsChangeEvent } from 'vscode';
import type { AccountHost } from '../../../src/ports/credentials';
import { EditorCredentials } from '../../../src/vscode/credentials/editorCredentials';
import { EditorSessions, type Authentication } from '../../../src/vscode/credentials/editorSessions';
import { TokenVault, type Secrets } from '../../../src/vscode/credentials/tokenVault';
import { FakeClock } from '../../fakes/fakeClock';
import { FakeLog } from '../../fakes/fakeLog';

const dotCom: AccountHost = { name: 'github.com', kind: 'github' };
const enterprise: AccountHost = { name: 'ghe.example.com', kind: 'githubEnterprise' };
const secret = 'ghp_recognisable0123456789';

/** As much of VS Code's events as is needed. */
class Listeners<T> {
  private readonly listeners = new Set<(value: T) => unknown>();

  readonly event = (listener: (value: T) => unknown): { dispose(): void } => {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }

  get count(): number {
    return this.listeners.size;
  }
}

const sessionOf = (scopes: readonly string[], accessToken: string): AuthenticationSession => ({
  id: `session of ${accessToken}`,
  accessToken,
  account: { id: '583231', label: 'octocat' },
  scopes,
});

/** Finds sessions as the built-in provider does: by exactly their scopes, or all when none are named. */
class FakeAuthentication {
  sessions: AuthenticationSession[] = [];
  readonly asked: { provider: string; scopes: readonly string[]; options: unknown }[] = [];
  answer: 'atOnce' | 'never' | 'fails' = 'atOnce';
  release: () => void = () => undefined;
  readonly changes = new Listeners<AuthenticationSessionsChangeEvent>();
  readonly api: Authentication = {
    onDidChangeSessions: this.changes.event,
    getSession: (async (provider: string, scopes: readonly string[], options: unknown) => {
      this.asked.push({ provider, scopes, options });
      if (this.answer === 'fails') throw new Error('no such provider');
      if (this.answer === 'never') await new Promise<void>((resolve) => (this.release = resolve));
      const wanted = [...scopes].sort().join(' ');
      return this.sessions.find((each) => scopes.length === 0 || [...each.scopes].sort().join(' ') === wanted);
    }) as Authentication['getSession'],
  };
}

class FakeSecrets implements Secrets {
  readonly stored = new Map<string, string>();
  readonly changes = new Listeners<{ key: string }>();
  readonly onDidChange = this.changes.event;
  answer: 'atOnce' | 'never' | 'fails' = 'atOnce';
  reads = 0;

  async get(key: string): Promise<string | undefined> {
    this.reads++;
    if (this.answer === 'fails') throw new Error('the keyring is locked');
    if (this.answer === 'never') await new Promise<never>(() => undefined);
    return this.stored.get(key);
  }

  store(key: string, value: string): Promise<void> {
    this.stored.set(key, value);
    this.changes.fire({ key });
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.stored.delete(key);
    this.changes.fire({ key });
    return Promise.resolve();
  }
}

let clock: FakeClock;
let log: FakeLog;
let authentication: FakeAuthentication;
let secrets: FakeSecrets;
let trusted: boolean;
let enterpriseUri: string | null;
let sessions: EditorSessions;
let credentials: EditorCredentials;
let changes: number;

beforeEach(() => {
  clock = new FakeClock();
  log = new FakeLog();
  authentication = new FakeAuthentication();
  secrets = new FakeSecrets();
  trusted = true;
  enterpriseUri = null;
  changes = 0;
  sessions = new EditorSessions({
    authentication: authentication.api,
    enterpriseUri: () => enterpriseUri,
    clock,
    log,
  });
  credentials = new EditorCredentials({
    vault: new TokenVault(secrets),
    sessions,
    isTrusted: () => trusted,
    clock,
    log,
  });
  credentials.onDidChange(() => changes++);
});

afterEach(() => {
  credentials.dispose();
  sessions.dispose();
  expect(authentication.changes.count + secrets.changes.count + clock.pending).toBe(0);
  expect(log.lines.join('\n')).not.toContain('recognisable');
});

/** Lets everything that can settle do so. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the account of the editor', () => {
  it('is found silently by the scopes that other extensions ask for', async () => {
    authentication.sessions = [sessionOf(['workflow', 'repo', 'user:email', 'read:user'], secret)];
    expect(await credentials.find(dotCom)).toEqual({
      account: { id: '583231', name: 'octocat', via: 'editor' },
      token: secret,
    });
    expect(authentication.asked.every(({ options }) => (options as { silent: boolean }).silent)).toBe(true);
    expect(authentication.asked[0]?.scopes).toEqual(['repo']);
  });

  it('is found when it was made for something else entirely', async () => {
    authentication.sessions = [sessionOf(['gist'], secret)];
    expect((await credentials.find(dotCom))?.token).toBe(secret);
  });

  it('is not touched before somebody asks, and asked for once', async () => {
    expect(authentication.changes.count).toBe(0);
    authentication.sessions = [sessionOf(['repo'], secret)];
    await Promise.all([credentials.find(dotCom), credentials.find(dotCom)]);
    await credentials.find(dotCom);
    expect(authentication.asked).toHaveLength(1);
    expect(secrets.reads).toBe(1);
  });

  it('is looked for again after a while when there was none', async () => {
    expect(await credentials.find(dotCom)).toBeNull();
    authentication.sessions = [sessionOf(['repo'], secret)];
    expect(await credentials.find(dotCom)).toBeNull();
    clock.advance(60_000);
    expect((await credentials.find(dotCom))?.token).toBe(secret);
  });

  it('is looked for again when the editor says that accounts changed', async () => {
    await credentials.find(dotCom);
    authentication.sessions = [sessionOf(['repo'], secret)];
    authentication.changes.fire({ provider: { id: 'github', label: 'GitHub' } });
    expect(changes).toBe(1);
    expect((await credentials.find(dotCom))?.token).toBe(secret);
  });

  it('is not waited for when its extension hangs, and told of when it comes', async () => {
    authentication.answer = 'never';
    authentication.sessions = [sessionOf(['repo'], secret)];
    const finding = credentials.find(dotCom);
    await settled();
    clock.advance(4_000);
    expect(await finding).toBeNull();
    expect(await credentials.find(dotCom)).toBeNull();
    authentication.release();
    await settled();
    expect(changes).toBe(1);
    expect((await credentials.find(dotCom))?.token).toBe(secret);
  });

  it('is none when its extension fails', async () => {
    authentication.answer = 'fails';
    expect(await credentials.find(dotCom)).toBeNull();
  });

  it('goes to the Enterprise Server that the editor is signed in at, and to no other', async () => {
    authentication.sessions = [sessionOf(['repo'], secret)];
    expect(await credentials.find(enterprise)).toBeNull();
    enterpriseUri = 'https://other.example.com';
    expect(await credentials.find(enterprise)).toBeNull();
    expect(authentication.asked).toHaveLength(0);
    enterpriseUri = 'https://ghe.example.com/';
    expect((await credentials.find(enterprise))?.token).toBe(secret);
    expect(authentication.asked[0]?.provider).toBe('github-enterprise');
  });

  it('is nobody in Restricted Mode', async () => {
    trusted = false;
    authentication.sessions = [sessionOf(['repo'], secret)];
    await secrets.store('contextScout.githubToken:github.com', secret);
    expect(await credentials.find(dotCom)).toBeNull();
    expect(authentication.asked).toHaveLength(0);
    expect(secrets.reads).toBe(0);
  });

  it('is not handed out again once the server refused it', async () => {
    authentication.sessions = [sessionOf(['repo'], secret)];
    const credential = await credentials.find(dotCom);
    if (credential === null) throw new Error('no credential');
    credentials.refused(dotCom, credential);
    expect(await credentials.find(dotCom)).toBeNull();
    expect(await credentials.isSessionRefused(dotCom)).toBe(true);
    authentication.sessions = [sessionOf(['repo'], 'another')];
    authentication.changes.fire({ provider: { id: 'github', label: 'GitHub' } });
    expect((await credentials.find(dotCom))?.token).toBe('another');
  });
});

describe('a typed token', () => {
  it('goes before the account of the editor, under an id that does not tell it', async () => {
    authentication.sessions = [sessionOf(['repo'], 'of the editor')];
    await credentials.useToken(dotCom, secret);
    const found = await credentials.find(dotCom);
    expect(found).toMatchObject({ account: { name: null, via: 'token' }, token: secret });
    expect(found?.account.id).toMatch(/^token-[0-9a-f]{10}$/);
    expect(changes).toBeGreaterThan(0);
  });

  it('is of one server only', async () => {
    await credentials.useToken(dotCom, secret);
    expect(await credentials.find(enterprise)).toBeNull();
  });

  it('stays stored when it is refused, gives way to the account of the editor, and is told of once', async () => {
    authentication.sessions = [sessionOf(['repo'], 'of the editor')];
    await credentials.useToken(dotCom, secret);
    const told: string[] = [];
    credentials.onDidRefuse(({ host, via }) => told.push(`${host.name} ${via}`));
    const credential = await credentials.find(dotCom);
    if (credential === null) throw new Error('no credential');
    credentials.refused(dotCom, credential);
    credentials.refused(dotCom, credential);
    expect(told).toEqual(['github.com token']);
    expect((await credentials.find(dotCom))?.token).toBe('of the editor');
    expect(await credentials.storedToken(dotCom)).toBe('refused');
  });

  it('is not told to be refused while a person waits to hear of it', async () => {
    const told: string[] = [];
    credentials.onDidRefuse(({ host }) => told.push(host.name));
    await credentials.useToken(dotCom, secret);
    await credentials.whileAwaited(async () => {
      const credential = await credentials.find(dotCom);
      if (credential !== null) credentials.refused(dotCom, credential);
    });
    expect(told).toEqual([]);
    expect(await credentials.storedToken(dotCom)).toBe('refused');
  });

  it('gets another chance when it is typed again', async () => {
    await credentials.useToken(dotCom, secret);
    const credential = await credentials.find(dotCom);
    if (credential === null) throw new Error('no credential');
    credentials.refused(dotCom, credential);
    await credentials.useToken(dotCom, secret);
    expect((await credentials.find(dotCom))?.token).toBe(secret);
  });

  it('is gone when it was removed, here or in another window', async () => {
    await credentials.useToken(dotCom, secret);
    await credentials.find(dotCom);
    await credentials.removeToken(dotCom);
    expect(await credentials.find(dotCom)).toBeNull();
    await secrets.store('contextScout.githubToken:github.com', secret);
    expect((await credentials.find(dotCom))?.token).toBe(secret);
  });

  it.each(['never', 'fails'] as const)('is none where the secret storage %s', async (answer) => {
    secrets.answer = answer;
    const finding = credentials.find(dotCom);
    await settled();
    clock.advance(4_000);
    expect(await finding).toBeNull();
  });
});
