import { render } from 'preact'
import { initI18n } from '#ui/background-client.ts'
import { App } from './App.tsx'
import { createOptionsClient } from './options-client.ts'

const client = createOptionsClient()
await initI18n()
render(<App client={client} />, document.body)
