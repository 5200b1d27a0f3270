/** Answers for scrolling a page's list as people do: by the wheel, and by dragging its bar from end to end. */
import type { Page } from 'playwright-core';

/** No gesture takes longer. */
export const longestScrollMs = 4_000;

const wheelSpeed = 6_000;
const dragFrames = 150;

/** The browser makes the gesture itself, at its own pace: https://chromedevtools.github.io/devtools-protocol/tot/Input/ */
export async function wheelThrough(page: Page): Promise<void> {
  const box = await page.locator('.scroller').boundingBox();
  if (box === null) throw new Error('There is nothing to scroll.');
  const session = await page.context().newCDPSession(page);
  for (const direction of [-1, 1]) {
    await session.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      yDistance: (direction * wheelSpeed * longestScrollMs) / 2_000,
      speed: wheelSpeed,
      gestureSourceType: 'mouse',
    });
  }
  await session.detach();
}

/** Every frame is another part of the list: nothing of the last one can stay. */
export async function scrollThrough(page: Page): Promise<void> {
  await page.locator('.scroller').evaluate(
    (element, frames) =>
      new Promise<void>((resolve) => {
        let frame = 0;
        // Asked once: to ask in each frame would have the page laid out for us.
        const height = element.scrollHeight;
        const step = (): void => {
          element.scrollTop = (height * frame) / frames;
          if (frame++ < frames) requestAnimationFrame(step);
          else resolve();
        };
        requestAnimationFrame(step);
      }),
    dragFrames,
  );
}
