import { render } from 'preact'
import { App } from '../../../src/options/App.tsx'
import { loadFindingTexts } from '../../../src/ui/finding-texts.ts'
import { speakAsAsked } from '../../gallery/speak.ts'
import { FakeLink } from '../../popup/gallery/fake-link.ts'
import { scenes } from './scenes.ts'

/** The manage page in a plain page: `?scene=runs` shows it as it is then. */
const scene = scenes[new URLSearchParams(location.search).get('scene') ?? 'runs']
if (scene === undefined) throw new Error(`no such scene; there are ${Object.keys(scenes).join(', ')}`)

speakAsAsked()
location.hash = scene.hash
const link = Object.assign(new FakeLink(scene.state), {
  extension: { id: 'ccaabjbndhjenpcdfadnldglehgccgka', version: '0.1.0' },
})
await loadFindingTexts(() => undefined)
render(<App link={link} />, document.body)
