import { render } from 'preact'
import { loadFindingTexts } from '#ui/finding-texts.ts'
import { speakAsBrowser } from '#ui/link.ts'
import { App } from './App.tsx'
import { optionsLink } from './link.ts'

const link = optionsLink()
await speakAsBrowser()
const draw = (): void => render(<App link={link} />, document.body)
draw()
await loadFindingTexts(draw)
