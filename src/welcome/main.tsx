import { render } from 'preact'
import { initI18n } from '#ui/background-client.ts'
import { t } from '#ui/i18n.ts'
import { App } from './App.tsx'
import { createWelcomeClient } from './welcome-client.ts'

const client = createWelcomeClient()
await initI18n()
document.title = `Hubpass: ${t('welcome.title')}`
const [platform, shortcut] = await Promise.all([client.readPlatformInfo(), client.readShortcut()])
render(<App client={client} platform={platform} shortcut={shortcut} />, document.body)
