/** Answers for what every component may use: the stores, and the deeds a person can ask for. */
import { createContext, use, useSyncExternalStore } from 'react';
import type { PanelAction, ProblemPlace } from '../../src/protocol/messages';
import type { RowCommand } from '../../src/protocol/rowCommand';
import type { Finding } from '../finding/finding';
import type { Arrange } from '../state/arranging';
import type { Now } from '../state/now';
import type { Observable } from '../state/observable';
import type { PanelStore } from '../state/panelStore';
import type { PreviewStore } from '../state/preview';
import type { SelectionStore } from '../state/selection';
import type { ViewStore } from '../state/viewState';

/** Requests to the host. None of them throws: what the host refuses shows as a notice. */
export interface PanelDeeds {
  /** @param preview false pins the editor. */
  openIssue(key: string, preview: boolean): void;
  /** Runs a command on issues, as the context menu does. */
  run(command: RowCommand, keys: readonly string[]): void;
  openProblem(place: ProblemPlace): void;
  /** Opens the page of what a row speaks of, by a name of `linkNames`. */
  openLink(key: string, which: string): void;
  /** @param source id of the one it is about, where it is about one */
  act(action: PanelAction, source?: string): void;
  /** Asks for the whole state again. */
  reload(): void;
}

/** A wish of the host to have the filter in hand. */
export interface FindWish {
  /** Null: the one that is there. */
  readonly query: string | null;
}

export interface Panel {
  readonly store: PanelStore;
  readonly view: ViewStore;
  /** What is chosen together. */
  readonly selection: SelectionStore;
  /** What is looked at beside its row. */
  readonly preview: PreviewStore;
  /** Whether the keys of the panel are shown. */
  readonly keySheet: Observable<boolean>;
  /** Each wish to have the keyboard in the filter is its own object; null: there is none. */
  readonly findWish: Observable<FindWish | null>;
  /** Puts the issues in groups and in order. */
  readonly arrange: Arrange;
  /** What finding needs beyond its first sight; null until it is loaded. */
  readonly finding: Observable<Finding | null>;
  readonly now: Now;
  /** Ticks every second, while something counts them down. */
  readonly seconds: Now;
  readonly deeds: PanelDeeds;
}

export const PanelContext = createContext<Panel | null>(null);

/** @throws outside of a panel. */
export function usePanel(): Panel {
  const panel = use(PanelContext);
  if (panel === null) throw new Error('This component belongs inside a panel.');
  return panel;
}

/** The current moment, and a new render when the ticker ticks. */
export function useNowMs(): number {
  const { now } = usePanel();
  return useSyncExternalStore(now.subscribe, now.get);
}
