/** Answers for the icon as a picture: `npm run icons` makes it of its drawing, and a sheet that shows both icons in use. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { launchBrowser } from './browser';
import { cacheFolder, projectRoot } from './paths';

/** Pixels of the picture: twice what the Marketplace shows, for screens with two pixels in one. */
const pictureSize = 256;

/** From a list of extensions to the head of a page. */
const sizes = [16, 24, 32, 48, 64, 128];

const grounds = { dark: ['#181818', '#d7d7d7'], light: ['#f8f8f8', '#1f1f1f'] } as const;

const media = (name: string): string => path.join(projectRoot, 'media', name);

const addressOf = (name: string): string => `data:image/svg+xml;base64,${readFileSync(media(name)).toString('base64')}`;

/** The activity bar takes the shape of its icon and gives it a colour of the theme. */
function sheet(): string {
  const row = ([ground, ink]: readonly [string, string]): string =>
    `<p style="background:${ground}">${sizes
      .map(
        (size) =>
          `<img src="${addressOf('icon.svg')}" width="${size}" height="${size}">` +
          `<i style="width:${size}px;height:${size}px;background:${ink};` +
          `-webkit-mask:url(${addressOf('activity.svg')}) center/contain no-repeat"></i>`,
      )
      .join('')}</p>`;
  return `<style>body{margin:0}p{margin:0;padding:24px;display:flex;gap:16px;align-items:center}</style>${Object.values(grounds).map(row).join('')}`;
}

async function main(): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: pictureSize, height: pictureSize } });
    await page.setContent(
      `<style>body{margin:0}</style><img src="${addressOf('icon.svg')}" width="${pictureSize}" height="${pictureSize}">`,
    );
    await page.screenshot({ path: media('icon.png'), omitBackground: true });
    await page.setViewportSize({ width: 960, height: 360 });
    await page.setContent(sheet());
    const file = path.join(cacheFolder('screenshots'), 'icons.png');
    await page.screenshot({ path: file });
    console.log(`media/icon.png\n${path.relative(projectRoot, file)}`);
  } finally {
    await browser.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
