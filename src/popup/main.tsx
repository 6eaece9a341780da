import { render } from 'preact'
import { loadFindingTexts } from '#ui/finding-texts.ts'
import { browserLink, speakAsBrowser } from '#ui/link.ts'
import { App } from './App.tsx'
import { draftsIn } from './draft.ts'

// The link comes first: it wakes the background, which starts the companion while the page is drawn.
const link = browserLink()
const draw = (): void => render(<App link={link} drafts={draftsIn(localStorage)} />, document.body)
speakAsBrowser().then(() => {
  draw()
  return loadFindingTexts(draw)
})
