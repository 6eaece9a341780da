import { render } from 'preact'
import { loadFindingTexts } from '../../../src/ui/finding-texts.ts'
import { App } from '../../../src/welcome/App.tsx'
import { speakAsAsked } from '../../gallery/speak.ts'
import { FakeWelcomeLink } from './fake-link.ts'
import { machine, scenes } from './scenes.ts'

/** The page of first steps in a plain page: `?scene=ready` shows it as it is then. */
const scene = scenes[new URLSearchParams(location.search).get('scene') ?? 'ready']
if (scene === undefined) throw new Error(`no such scene; there are ${Object.keys(scenes).join(', ')}`)

speakAsAsked()
const here = { ...machine, ...scene.machine }
const link = new FakeWelcomeLink(here, scene.shortcut ?? '', { companion: scene.companion })
await loadFindingTexts(() => undefined)
render(<App link={link} machine={here} shortcut={scene.shortcut ?? ''} />, document.body)

/** For tests that work the page from outside. */
Object.assign(window, { link, scenes })
