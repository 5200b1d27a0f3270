import { describe, expect, it } from 'vitest';
import type { WindowState } from 'vscode';
import { WindowAttention, attentionLevel } from '../../../src/vscode/windowAttention';
import { FakeLog } from '../../fakes/fakeLog';

describe('attention', () => {
  it.each([
    [{ focused: true, active: true }, true, 'watching'],
    [{ focused: true, active: true }, false, 'near'],
    [{ focused: true, active: false }, true, 'near'],
    [{ focused: false, active: true }, true, 'away'],
  ] as const)('of %j with the panel shown %j is %s', (state, visible, level) => {
    expect(attentionLevel(state, visible)).toBe(level);
  });

  it('tells when it changed, and only then, until it ends', () => {
    const listeners = new Set<() => void>();
    const listen = (listener: () => void): { dispose(): void } => {
      listeners.add(listener);
      return { dispose: () => void listeners.delete(listener) };
    };
    const host = { state: { focused: true, active: true }, onDidChangeWindowState: listen };
    const panel = { visible: false, onDidChangeVisibility: listen };
    const attention = new WindowAttention(
      host as unknown as { state: WindowState; onDidChangeWindowState: never },
      new FakeLog(),
    );
    attention.follow(panel);
    const told: string[] = [];
    attention.onDidChange(() => told.push(attention.level));
    const fire = (): void => {
      for (const listener of [...listeners]) listener();
    };
    fire();
    panel.visible = true;
    fire();
    host.state = { focused: false, active: false };
    fire();
    expect(told).toEqual(['watching', 'away']);
    attention.dispose();
    expect(listeners.size).toBe(0);
  });
});
