/** Answers for the log people can open: "Context Scout" in the Output view. */
import * as vscode from 'vscode';
import type { Disposable } from '../ports/disposable';
import type { Log } from '../ports/log';

export class OutputLog implements Log, Disposable {
  private readonly channel = vscode.window.createOutputChannel('Context Scout', { log: true });

  debug(message: string): void {
    this.channel.debug(message);
  }

  info(message: string): void {
    this.channel.info(message);
  }

  warn(message: string): void {
    this.channel.warn(message);
  }

  error(message: string, cause?: unknown): void {
    this.channel.error(
      message,
      ...(cause === undefined ? [] : [cause instanceof Error ? (cause.stack ?? cause.message) : cause]),
    );
  }

  show(): void {
    this.channel.show(true);
  }

  dispose(): void {
    this.channel.dispose();
  }
}
