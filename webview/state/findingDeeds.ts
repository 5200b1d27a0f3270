/** Answers for changes of the query by a click. */
import type { Finding } from '../finding/finding';
import type { Observable } from './observable';
import type { ViewStore } from './viewState';
import type { Whose } from './whose';

/** Asks for the issues of these people in place of whoever the query names, at once or as soon as it can be done. */
export function setWhose(finding: Observable<Finding | null>, view: ViewStore, whose: Exclude<Whose, null>): void {
  whenLoaded(finding, ({ withWhose }) => {
    view.setFilter(withWhose(view.get().filter, whose));
  });
}

/** Calls back once, with what is loaded late. */
function whenLoaded<T>(late: Observable<T | null>, callback: (loaded: T) => void): void {
  const loaded = late.get();
  if (loaded !== null) {
    callback(loaded);
    return;
  }
  const stop = late.subscribe(() => {
    stop();
    whenLoaded(late, callback);
  });
}
