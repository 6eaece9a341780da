import { App } from '../../../src/popup/App.tsx'
import { emptyDraft } from '../../../src/popup/state/draft.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { draw } from '../draw.ts'
import { applyLocaleFromUrl } from '../locales.ts'
import { stories } from './popup.stories.ts'

/** Renders a story of the popup. `?story=passed` selects it. */
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
  const client = new FakeBackgroundClient(story.state)
  draw(<App client={client} draftStore={drafts} />)
  Object.assign(window, { client })
}

applyLocaleFromUrl()
show(new URLSearchParams(location.search).get('story') ?? 'ready')

/** For tests that control the page from outside. */
Object.assign(window, { show, stories })
