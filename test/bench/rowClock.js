// Runs in every frame the browser makes and notes there, as `rowPaintedMs`, when the first row of a webview was painted.
// It watches from the frame around the page: VS Code writes the page into a frame that has its window already, and
// shows that frame later. Plain JavaScript, because a compiler may add calls to what the frame does not have.
(() => {
  if (!location.pathname.includes('/webview/browser/pre/index')) return;

  const watch = () => {
    const frame = [...document.querySelectorAll('iframe')].find(
      ({ style, contentDocument }) =>
        style.visibility === 'visible' && contentDocument?.querySelector('.row[data-key]'),
    );
    requestAnimationFrame(frame ? () => note(Date.now(), frame.contentWindow.performance) : watch);
  };

  // A frame may reach the screen late: the row was not painted before the page's first paint.
  const note = (nextFrameMs, performance) => {
    const [firstPaint] = performance.getEntriesByName('first-contentful-paint');
    if (firstPaint) window.rowPaintedMs = Math.max(nextFrameMs, performance.timeOrigin + firstPaint.startTime);
    else requestAnimationFrame(() => note(nextFrameMs, performance));
  };

  requestAnimationFrame(watch);
})();
