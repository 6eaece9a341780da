import { render } from 'preact'
import { App } from './App.tsx'
import { draftsIn } from './draft.ts'
import { browserLink } from './link.ts'

// The link comes first: it wakes the background, which starts the companion while the page is drawn.
const link = browserLink()
render(<App link={link} drafts={draftsIn(localStorage)} />, document.body)
