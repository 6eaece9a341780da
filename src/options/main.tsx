import { render } from 'preact'
import { initI18n } from '#ui/background-client.ts'
import { loadFindingTexts } from '#ui/finding-texts.ts'
import { App } from './App.tsx'
import { createOptionsClient } from './options-client.ts'

const client = createOptionsClient()
await initI18n()
const renderApp = (): void => render(<App link={client} />, document.body)
renderApp()
await loadFindingTexts(renderApp)
