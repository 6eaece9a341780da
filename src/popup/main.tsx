import { render } from 'preact'
import { browserLink, speakAsBrowser } from '#ui/link.ts'
import { App } from './App.tsx'
import { draftsIn } from './draft.ts'

// The link comes first: it wakes the background, which starts the companion while the page is drawn.
const link = browserLink()
speakAsBrowser().then(() => render(<App link={link} drafts={draftsIn(localStorage)} />, document.body))
