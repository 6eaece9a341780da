import { render } from 'preact'
import { App } from '../../../src/welcome/App.tsx'
import { FakeWelcomeClient } from '../../support/fake-welcome-client.ts'
import { applyLocaleFromUrl } from '../locales.ts'
import { platform, stories } from './welcome.stories.ts'

/** The page of first steps in a plain page: `?scene=ready` shows it as it is then. */
const story = stories[new URLSearchParams(location.search).get('scene') ?? 'ready']
if (story === undefined) throw new Error(`no such scene; there are ${Object.keys(stories).join(', ')}`)

applyLocaleFromUrl()
const platformInfo = { ...platform, ...story.machine }
const link = new FakeWelcomeClient(platformInfo, story.shortcut ?? '', { companion: story.companion })
render(<App client={link} platform={platformInfo} shortcut={story.shortcut ?? ''} />, document.body)

/** For tests that work the page from outside. */
Object.assign(window, { link, scenes: stories })
