import { render } from 'preact'
import { connectToBackground, initI18n } from '#ui/background-client.ts'
import { App } from './App.tsx'
import { createDraftStore } from './state/draft.ts'

// Connect first: this wakes the background, which starts the companion while the page is drawn.
const client = connectToBackground()
// Browsers limit popups to 600 pixels, which are fewer when everything is zoomed. A new popup has a frame of
// 25 pixels, and no event when the frame follows the page (measured on Chromium 156).
const readZoom = (): unknown =>
  outerWidth < 90
    ? requestAnimationFrame(readZoom)
    : document.body.style.setProperty('--zoom', `${outerWidth / innerWidth}`)
addEventListener('resize', readZoom)
readZoom()
initI18n().then(() =>
  render(<App client={client} draftStore={createDraftStore(localStorage)} />, document.body),
)
