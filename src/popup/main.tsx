import { render } from 'preact'
import { connectToBackground, initI18n } from '#ui/background-client.ts'
import { App } from './App.tsx'
import { createDraftStore } from './state/draft.ts'

// Connect first: this wakes the background, which starts the companion while the page is drawn.
const client = connectToBackground()
initI18n().then(() =>
  render(<App client={client} draftStore={createDraftStore(localStorage)} />, document.body),
)
