import { App } from '../../../src/options/App.tsx'
import { createFakeOptionsClient } from '../../support/fake-options-client.ts'
import { draw } from '../draw.ts'
import { applyLocaleFromUrl } from '../locales.ts'
import { stories } from './options.stories.ts'

/** Renders a story of the options page. `?story=runs` selects it. */
function show(name: string): void {
  const story = stories[name]
  if (story === undefined) throw new Error(`no such story; there are ${Object.keys(stories).join(', ')}`)
  location.hash = story.hash
  delete document.documentElement.dataset.theme
  const client = createFakeOptionsClient(story.state)
  draw(<App client={client} />)
}

applyLocaleFromUrl()
show(new URLSearchParams(location.search).get('story') ?? 'runs')

/** For tests that control the page from outside. */
Object.assign(window, { show })
