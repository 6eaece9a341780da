import { App } from '../../../src/welcome/App.tsx'
import { FakeWelcomeClient } from '../../support/fake-welcome-client.ts'
import { draw } from '../draw.ts'
import { applyLocaleFromUrl } from '../locales.ts'
import { platform, stories } from './welcome.stories.ts'

/** Renders a story of the welcome page. `?story=ready` selects it. */
function show(name: string): void {
  const story = stories[name]
  if (story === undefined) throw new Error(`no such story; there are ${Object.keys(stories).join(', ')}`)
  const machine = { ...platform, ...story.machine }
  const { companion, hasSignedIn, siteAction } = story
  const client = new FakeWelcomeClient(machine, story.shortcut ?? '', {
    companion,
    hasSignedIn,
    ...(siteAction === undefined ? {} : { siteAction }),
  })
  draw(<App client={client} platform={machine} shortcut={story.shortcut ?? ''} />)
}

applyLocaleFromUrl()
show(new URLSearchParams(location.search).get('story') ?? 'ready')

/** For tests that control the page from outside. */
Object.assign(window, { show })
