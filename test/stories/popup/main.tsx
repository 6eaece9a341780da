import { render } from 'preact'
import { App } from '../../../src/popup/App.tsx'
import { emptyDraft } from '../../../src/popup/state/draft.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { applyLocaleFromUrl } from '../locales.ts'
import { stories } from './popup.stories.ts'

/** Renders a story of the popup. `?scene=passed` selects it. */
function show(name: string): void {
  const story = stories[name]
  if (story === undefined) throw new Error(`no such story; there are ${Object.keys(stories).join(', ')}`)
  const drafts = {
    loadDraft: () => story.draft ?? emptyDraft,
    loadSites: () => story.sites ?? [],
    saveDraft: () => undefined,
    saveSites: () => undefined,
    loadPersonas: () => story.state?.personas?.personas ?? [],
    savePersonas: () => undefined,
  }
  const link = new FakeBackgroundClient(story.state)
  render(null, document.body)
  render(<App client={link} draftStore={drafts} />, document.body)
  Object.assign(window, { link })
}

applyLocaleFromUrl()
show(new URLSearchParams(location.search).get('scene') ?? 'ready')

/** For tests that control the page from outside. */
Object.assign(window, { show, scenes: stories })
