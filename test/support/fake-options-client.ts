import type { State } from '#shared/state'
import type { OptionsClient } from '../../src/options/options-client.ts'
import { FakeBackgroundClient } from './fake-background-client.ts'

/** Creates the client of an options page that shows the state. */
export const createFakeOptionsClient = (state?: State): FakeBackgroundClient & OptionsClient =>
  Object.assign(new FakeBackgroundClient(state), {
    extension: { id: 'ccaabjbndhjenpcdfadnldglehgccgka', version: '0.1.0' },
    readShortcuts: async () => [
      { name: '_execute_action', title: 'Hubpass', keys: 'Alt+Shift+H' },
      { name: 'persona-1', title: 'Sign in as the first persona', keys: '' },
    ],
    openShortcutSettings: () => undefined,
  })
