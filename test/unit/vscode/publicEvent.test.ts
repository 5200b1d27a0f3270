import { beforeEach, describe, expect, it } from 'vitest';
import { extensionIn } from '../../../src/vscode/extensionIn';
import { PublicEvent } from '../../../src/vscode/publicEvent';
import { FakeLog } from '../../fakes/fakeLog';

describe('an event for other extensions', () => {
  let log: FakeLog;
  let stacks: string[];
  let changes: PublicEvent<number>;

  beforeEach(() => {
    log = new FakeLog();
    stacks = [];
    changes = new PublicEvent<number>({
      log,
      extensionIn: (stack) => {
        stacks.push(stack);
        return 'acme.broken';
      },
    });
  });

  it('calls a listener on what it asked for, until its subscription ends', () => {
    const owner = { told: [] as number[] };
    function listener(this: typeof owner, value: number): void {
      this.told.push(value);
    }
    const subscriptions: { dispose(): unknown }[] = [];
    const subscription = changes.event(listener, owner, subscriptions);
    changes.fire(1);
    subscription.dispose();
    subscription.dispose();
    changes.fire(2);
    expect(owner.told).toEqual([1]);
    expect(subscriptions).toEqual([subscription]);
  });

  it('tells the others when a listener throws, and the log who it was', () => {
    const told: number[] = [];
    changes.event(() => {
      throw new Error('broken');
    });
    changes.event((value) => told.push(value));
    changes.fire(1);
    expect(told).toEqual([1]);
    expect(log.lines).toEqual(['error a listener of acme.broken failed']);
    expect(stacks[0]).toContain('publicEvent.test.ts');
  });

  it('takes a promise that rejects for a listener that throws', async () => {
    changes.event(() => Promise.reject(new Error('broken')));
    changes.fire(1);
    await Promise.resolve();
    expect(log.lines).toEqual(['error a listener of acme.broken failed']);
  });

  it('says at once that something is no listener, or no list of subscriptions', () => {
    const subscribe = (...args: readonly unknown[]): unknown => Reflect.apply(changes.event, undefined, args);
    expect(() => subscribe()).toThrow(new TypeError('a listener is a function, not undefined'));
    expect(() => subscribe({})).toThrow(new TypeError('a listener is a function, not an object'));
    expect(() => subscribe(() => 0, null, {})).toThrow(new TypeError('disposables are an array, not an object'));
  });
});

describe('extensionIn', () => {
  const own = 'context-scout.context-scout';
  const extensions = [
    { id: own, extensionPath: '/x/context-scout' },
    { id: 'acme.inner', extensionPath: '/x/context-scout/test/inner' },
    { id: 'acme.tool', extensionPath: '/x/acme.tool-1.0.0' },
    { id: 'acme.tool-box', extensionPath: 'C:\\x\\acme.tool-box' },
  ];
  const found = (...files: readonly string[]): string | null =>
    extensionIn(
      ['Error: subscribed', ...files.map((file) => `    at activate (${file}:1:2)`)].join('\n'),
      extensions,
      own,
    );

  it('finds the one that called last, and passes over our own files', () => {
    expect(found('/x/context-scout/dist/extension.js', '/x/acme.tool-1.0.0/main.js')).toBe('acme.tool');
    expect(found('/x/context-scout/dist/extension.js', 'C:\\x\\acme.tool-box\\main.js')).toBe('acme.tool-box');
    expect(found('/x/context-scout/test/inner/main.js', '/x/acme.tool-1.0.0/main.js')).toBe('acme.inner');
  });

  it('finds none where there is none', () => {
    expect(found('/x/context-scout/dist/extension.js', '/x/acme.tool-1.0.0-next/main.js')).toBeNull();
    expect(extensionIn('', extensions, own)).toBeNull();
  });
});
