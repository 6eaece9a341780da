import { render } from 'preact'
import { browserTexts } from '#ui/link.ts'
import { speakWith } from '#ui/texts.ts'
import { App } from './App.tsx'
import { optionsLink } from './link.ts'

const link = optionsLink()
speakWith(browserTexts)
render(<App link={link} />, document.body)
