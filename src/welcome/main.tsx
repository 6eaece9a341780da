import { render } from 'preact'
import { browserTexts } from '#ui/link.ts'
import { speakWith } from '#ui/texts.ts'
import { App } from './App.tsx'
import { welcomeLink } from './link.ts'

const link = welcomeLink()
speakWith(browserTexts)
const [machine, shortcut] = await Promise.all([link.machine(), link.shortcut()])
render(<App link={link} machine={machine} shortcut={shortcut} />, document.body)
