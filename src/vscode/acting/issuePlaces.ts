/** Answers for where a command shows an issue: in the page it was chosen in, or in the one that is in use. */
import * as vscode from 'vscode';
import type { HostEvent } from '../../protocol/messages';
import { pageOf, type IssueArgument, type PageName } from '../commandArgument';

/** The board, as far as commands use it. */
export interface BoardPlace {
  /** It is the editor in use. */
  readonly active: boolean;
  /** Brings it to the front. */
  readonly open: () => void;
  /** Tells its page. */
  readonly send: (event: HostEvent) => void;
}

export interface IssuePlaces {
  readonly panelViewId: string;
  /** Tells the panel's page. */
  readonly send: (event: HostEvent) => void;
  readonly board: BoardPlace;
}

type ShowInPage = (event: HostEvent) => Promise<void>;

/** Brings the page to the front and tells it. Where it is, is settled before a question takes the keyboard. */
export function showingIn(places: IssuePlaces): (argument: IssueArgument) => ShowInPage {
  return (argument) => {
    const page: PageName = pageOf(argument) ?? (places.board.active ? 'board' : 'panel');
    return async (event) => {
      await bringToFront(places, page);
      (page === 'board' ? places.board : places).send(event);
    };
  };
}

/** Gives the keyboard back to the page in which the command was chosen, if it was in one. */
export async function goBack(places: IssuePlaces, argument: IssueArgument): Promise<void> {
  const page = pageOf(argument);
  if (page !== null) await bringToFront(places, page);
}

async function bringToFront({ panelViewId, board }: IssuePlaces, page: PageName): Promise<void> {
  if (page === 'board') board.open();
  else await vscode.commands.executeCommand(`${panelViewId}.focus`);
}
