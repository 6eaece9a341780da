import { render } from 'preact'
import { browserLink, browserTexts } from '#ui/link.ts'
import { speakWith } from '#ui/texts.ts'
import { App } from './App.tsx'
import { draftsIn } from './draft.ts'

// The link comes first: it wakes the background, which starts the companion while the page is drawn.
const link = browserLink()
speakWith(browserTexts)
render(<App link={link} drafts={draftsIn(localStorage)} />, document.body)
