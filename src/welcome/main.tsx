import { render } from 'preact'
import { initI18n } from '#ui/background-client.ts'
import { loadFindingTexts } from '#ui/finding-texts.ts'
import { t } from '#ui/i18n.ts'
import { App } from './App.tsx'
import { createWelcomeClient } from './welcome-client.ts'

const client = createWelcomeClient()
await initI18n()
document.title = `Hubpass: ${t('welcomeTitle')}`
const [platform, shortcut] = await Promise.all([client.readPlatformInfo(), client.readShortcut()])
const renderApp = (): void =>
  render(<App client={client} platform={platform} shortcut={shortcut} />, document.body)
renderApp()
await loadFindingTexts(renderApp)
