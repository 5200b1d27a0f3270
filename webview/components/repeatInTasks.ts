/** Answers for long work in tasks of its own, between which the page hears the person and paints. */

/** @param work does a little; true: it is done. @returns ends it before */
export function repeatInTasks(work: () => boolean): () => void {
  // A timer would wait four milliseconds each time: https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html
  const { port1, port2 } = new MessageChannel();
  const end = (): void => {
    port1.close();
  };
  port1.onmessage = () => {
    if (work()) end();
    else port2.postMessage(null);
  };
  port2.postMessage(null);
  return end;
}
