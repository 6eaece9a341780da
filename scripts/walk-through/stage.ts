import type { Page } from 'playwright-core'

/** What one picture of the walk-through shows. */
export interface Shot {
  caption: string
  /** A picture of the page in the window of the browser. */
  window: Buffer
  /** A picture of the popup above it. */
  popup?: Buffer
}

/** The size that stores want for pictures of an extension. */
export const stageSize = { width: 1280, height: 800 }

const toUrl = (png: Buffer): string => `data:image/png;base64,${png.toString('base64')}`

/** Puts window, popup and caption together, since a picture of a real popup shows nothing around it. */
export async function takePicture(stage: Page, shot: Shot, file: string): Promise<void> {
  const { caption, window, popup } = shot
  await stage.setContent(`<!doctype html>
    <style>
      body { margin: 0; background: #dfe5ea; font: 600 26px/1.3 system-ui, sans-serif; color: #16232e }
      .window { position: absolute; left: 40px; top: 30px; width: 1200px; height: 700px; border-radius: 10px;
        background: #fff; overflow: hidden; box-shadow: 0 2px 10px #0004 }
      .window img { position: absolute; left: 0; top: 34px; width: 1200px }
      .bar { position: absolute; inset: 0 0 auto; height: 34px; background: #c3ccd4 }
      .popup { position: absolute; right: 60px; top: 72px; border-radius: 8px; box-shadow: 0 4px 22px #0007 }
      p { position: absolute; left: 0; right: 0; top: 746px; margin: 0; text-align: center }
    </style>
    <div class="window"><div class="bar"></div><img src="${toUrl(window)}"></div>
    ${popup === undefined ? '' : `<img class="popup" src="${toUrl(popup)}">`}
    <p></p>`)
  await stage.locator('p').evaluate((element, text) => {
    element.textContent = text
  }, caption)
  await stage.screenshot({ path: file })
}
