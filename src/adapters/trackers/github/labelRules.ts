/** Answers for what an issue's labels say: its urgency, that it is under way, that it waits. */
import type { Priority } from '../../../domain/issue';
import type { GitHubSettings } from './options';

type LabelSettings = Pick<GitHubSettings, 'inProgressLabels' | 'blockedLabels' | 'priorityLabels'>;

export class LabelRules {
  private readonly begun: ReadonlySet<string>;
  private readonly waiting: ReadonlySet<string>;
  private readonly urgency = new Map<string, Priority>();

  constructor({ inProgressLabels, blockedLabels, priorityLabels }: LabelSettings) {
    this.begun = namesOf(inProgressLabels);
    this.waiting = namesOf(blockedLabels);
    priorities.forEach((priority) => {
      for (const name of namesOf(priorityLabels[priority] ?? [])) {
        if (!this.urgency.has(name)) this.urgency.set(name, priority);
      }
    });
  }

  isBegun(labels: readonly string[]): boolean {
    return labels.some((label) => this.begun.has(label.toLowerCase()));
  }

  isBlocked(labels: readonly string[]): boolean {
    return labels.some((label) => this.waiting.has(label.toLowerCase()));
  }

  /** The most urgent that a label names. */
  priorityOf(labels: readonly string[]): Priority | null {
    let found: Priority | null = null;
    for (const label of labels) {
      const priority = this.urgency.get(label.toLowerCase());
      if (priority !== undefined && (found === null || priority < found)) found = priority;
    }
    return found;
  }
}

const priorities: readonly Priority[] = [0, 1, 2, 3, 4];

const namesOf = (labels: readonly string[]): ReadonlySet<string> =>
  new Set(labels.map((label) => label.trim().toLowerCase()).filter((label) => label !== ''));
