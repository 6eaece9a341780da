import { render } from 'preact'
import { App } from '../../../src/options/App.tsx'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { applyLocaleFromUrl } from '../locales.ts'
import { stories } from './options.stories.ts'

/** The manage page in a plain page: `?scene=runs` shows it as it is then. */
const story = stories[new URLSearchParams(location.search).get('scene') ?? 'runs']
if (story === undefined) throw new Error(`no such scene; there are ${Object.keys(stories).join(', ')}`)

applyLocaleFromUrl()
location.hash = story.hash
const link = Object.assign(new FakeBackgroundClient(story.state), {
  extension: { id: 'ccaabjbndhjenpcdfadnldglehgccgka', version: '0.1.0' },
})
render(<App client={link} />, document.body)
