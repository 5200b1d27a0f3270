/** Answers for where the list is scrolled to, and for scrolling it: what is on the screen follows. */
import type { ListModel } from './listModel';
import { scrollTopToShow, windowAfter, type ListWindow } from './listWindow';
import { Observable } from './observable';
import type { Heights } from './section';

/** What scrolls, as far as it matters here. */
export interface Scroller {
  readonly scrollTop: number;
  readonly clientHeight: number;
  scrollTo(place: { readonly top: number }): void;
}

export class ListPlace {
  /** Changes when other entries come on the screen, not with every pixel. */
  readonly window: Observable<ListWindow>;
  #hovered: string | null = null;
  /** Id of an entry that is to be shown as soon as the list has it. */
  #wanted: string | null = null;

  constructor(initial: ListWindow) {
    this.window = new Observable(initial);
  }

  /** Id of the entry under the pointer. */
  get hovered(): string | null {
    return this.#hovered;
  }

  /** The pointer is over this entry. */
  hover(id: string | null): void {
    this.#hovered = id;
  }

  /** To be called when the list was scrolled, its room changed, or it is another one. */
  look(scroller: Scroller | null, model: ListModel, heights: Heights): void {
    if (scroller === null) return;
    const { scrollTop, clientHeight } = scroller;
    this.window.set(windowAfter(model, heights, this.window.get(), { scrollTop, viewHeight: clientHeight }));
  }

  /** To be called when the list was left alone for a moment: what is around the screen is put in the page. */
  rest(): void {
    const now = this.window.get();
    if (now.leaping) this.window.set({ ...now, leaping: false });
  }

  /** Scrolls this entry into view, now or as soon as the list has it. */
  show(id: string, scroller: Scroller | null, model: ListModel, heights: Heights): void {
    this.#wanted = id;
    this.showWanted(scroller, model, heights);
  }

  showWanted(scroller: Scroller | null, model: ListModel, heights: Heights): void {
    const index = this.#wanted === null ? -1 : model.indexOf(this.#wanted);
    if (index < 0 || scroller === null) return;
    this.#wanted = null;
    if (index < model.pinned.length) return;
    const { scrollTop, clientHeight } = scroller;
    const top = scrollTopToShow(model, heights, { scrollTop, viewHeight: clientHeight }, index);
    if (top === null) return;
    scroller.scrollTo({ top });
    this.look(scroller, model, heights);
  }
}
