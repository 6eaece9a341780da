import { render } from 'preact'
import { loadFindingTexts } from '#ui/finding-texts.ts'
import { speakAsBrowser } from '#ui/link.ts'
import { text } from '#ui/texts.ts'
import { App } from './App.tsx'
import { welcomeLink } from './link.ts'

const link = welcomeLink()
await speakAsBrowser()
document.title = `Hubpass: ${text('welcomeTitle')}`
const [machine, shortcut] = await Promise.all([link.machine(), link.shortcut()])
const draw = (): void => render(<App link={link} machine={machine} shortcut={shortcut} />, document.body)
draw()
await loadFindingTexts(draw)
