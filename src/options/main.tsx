import { render } from 'preact'
import { speakAsBrowser } from '#ui/link.ts'
import { App } from './App.tsx'
import { optionsLink } from './link.ts'

const link = optionsLink()
await speakAsBrowser()
render(<App link={link} />, document.body)
