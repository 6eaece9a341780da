// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { button, openPopup, stateOf } from '../app.tsx'
import { FakeLink } from '../gallery/fake-link.ts'

/** What the popup fetches on demand is there then, however long a machine takes to prepare it. */
beforeAll(() => import('../../../src/popup/actions/ActionsMenu.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const choose = async (name: string) => {
  fireEvent.click(button('Actions'))
  fireEvent.click(await screen.findByRole('menuitem', { name }))
}
const intents = ({ asked }: FakeLink) => asked.flatMap(one => ('intent' in one ? [one.intent] : []))

it('says what was refused and how to allow it, asks for nothing, and is put away', async () => {
  const link = openPopup(new FakeLink(stateOf('who-ours'), { windowId: 1 }, false))
  await choose('Sign in again with a new id')
  const said = await screen.findByRole('alert')
  expect(said.textContent).toContain('Nothing was done')
  expect(said.textContent).toContain('qlik.example.com')
  expect(said.textContent).toContain('Choose it again and press Allow')
  expect(intents(link)).not.toContain('signInAgain')
  fireEvent.click(button('Put away'))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

it('asks for what was chosen once it is allowed', async () => {
  const link = openPopup(new FakeLink(stateOf('who-ours')))
  await choose('Sign in again with a new id')
  await waitFor(() => expect(intents(link)).toContain('signInAgain'))
  expect(screen.queryByRole('alert')).toBeNull()
})
