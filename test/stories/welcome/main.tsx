import { render } from 'preact'
import { App } from '../../../src/welcome/App.tsx'
import { FakeWelcomeClient } from '../../support/fake-welcome-client.ts'
import { applyLocaleFromUrl } from '../locales.ts'
import { platform, stories } from './welcome.stories.ts'

/** The page of first steps in a plain page: `?scene=ready` shows it as it is then. */
function show(name: string): void {
  const story = stories[name]
  if (story === undefined) throw new Error(`no such story; there are ${Object.keys(stories).join(', ')}`)
  const here = { ...platform, ...story.machine }
  const link = new FakeWelcomeClient(here, story.shortcut ?? '', { companion: story.companion })
  render(null, document.body)
  render(<App client={link} platform={here} shortcut={story.shortcut ?? ''} />, document.body)
}

applyLocaleFromUrl()
show(new URLSearchParams(location.search).get('scene') ?? 'ready')

/** For tests that work the page from outside. */
Object.assign(window, { show })
