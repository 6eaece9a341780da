import { render } from 'preact'
import { App } from '../../../src/popup/App.tsx'
import { emptyDraft } from '../../../src/popup/state/draft.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { applyLocaleFromUrl } from '../locales.ts'
import { stories } from './popup.stories.ts'

/** The popup in a plain page: `?scene=passed` shows it as it is then. */
const story = stories[new URLSearchParams(location.search).get('scene') ?? 'ready']
if (story === undefined) throw new Error(`no such scene; there are ${Object.keys(stories).join(', ')}`)

const drafts = {
  loadDraft: () => story.draft ?? emptyDraft,
  loadSites: () => story.sites ?? [],
  saveDraft: () => undefined,
  saveSites: () => undefined,
  loadPersonas: () => story.state?.personas?.personas ?? [],
  savePersonas: () => undefined,
}
applyLocaleFromUrl()
const link = new FakeBackgroundClient(story.state)
render(<App client={link} draftStore={drafts} />, document.body)

/** For tests that work the page from outside. */
Object.assign(window, { link, scenes: stories })
