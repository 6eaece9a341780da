import { render } from 'preact'
import { App } from '../../../src/popup/App.tsx'
import { emptyDraft } from '../../../src/popup/draft.ts'
import { loadFindingTexts } from '../../../src/ui/finding-texts.ts'
import { speakAsAsked } from '../../gallery/speak.ts'
import { FakeLink } from './fake-link.ts'
import { scenes } from './scenes.ts'

/** The popup in a plain page: `?scene=passed` shows it as it is then. */
const scene = scenes[new URLSearchParams(location.search).get('scene') ?? 'ready']
if (scene === undefined) throw new Error(`no such scene; there are ${Object.keys(scenes).join(', ')}`)

const drafts = {
  draft: () => scene.draft ?? emptyDraft,
  sites: () => scene.sites ?? [],
  saveDraft: () => undefined,
  saveSites: () => undefined,
  personas: () => scene.state?.personas?.personas ?? [],
  savePersonas: () => undefined,
}
speakAsAsked()
const link = new FakeLink(scene.state)
await loadFindingTexts(() => undefined)
render(<App link={link} drafts={drafts} />, document.body)

/** For tests that work the page from outside. */
Object.assign(window, { link, scenes })
