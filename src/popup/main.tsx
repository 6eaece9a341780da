import { render } from 'preact'
import { connectToBackground, initI18n } from '#ui/background-client.ts'
import { loadFindingTexts } from '#ui/finding-texts.ts'
import { App } from './App.tsx'
import { createDraftStore } from './state/draft.ts'

// The link comes first: it wakes the background, which starts the companion while the page is drawn.
const client = connectToBackground()
const renderApp = (): void =>
  render(<App client={client} draftStore={createDraftStore(localStorage)} />, document.body)
initI18n().then(() => {
  renderApp()
  return loadFindingTexts(renderApp)
})
