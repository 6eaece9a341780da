// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { findingOf } from '#protocol/findings/index'
import { button, openPopup, stateOf } from '../app.tsx'
import { FakeLink } from '../gallery/fake-link.ts'

/** What the popup fetches on demand is there then, however long a machine takes to prepare it. */
beforeAll(() => import('../../../src/popup/actions/ActionsMenu.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const openMenu = (name: string | RegExp) => {
  fireEvent.click(button('Actions'))
  return screen.findByRole('menuitem', { name })
}
const choose = async (name: string | RegExp) => void fireEvent.click(await openMenu(name))
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

it('tells of what was asked for in the dialog of sessions also when that was closed before it was done', async () => {
  const state = stateOf('who-ours')
  const link = openPopup(new FakeLink(state))
  const deed = { name: 'endOurs', windowId: 1, id: 'deed-1', status: 'working' }
  await choose(/^Sessions/)
  await screen.findByRole('dialog')
  link.publish({ ...state, deed })
  fireEvent.click(button('Close'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const ended = { user: 'DOMAIN\\User1', prefix: '', ended: 2 }
  link.publish({ ...state, deed: { ...deed, ...ended, status: 'done' } })
  await screen.findByText(/^Sessions of DOMAIN.User1 on .* ended: 2$/)
  fireEvent.click(button('Put away'))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Put away' })).toBeNull())
})

it('tells of a failure that came while another sign-in went on, once that is over', async () => {
  const state = stateOf('who-ours')
  const link = openPopup(new FakeLink(state))
  const deed = { name: 'signOut', windowId: 1, id: 'deed-1', status: 'working' }
  await openMenu(/^Sign out/)
  link.publish({ ...state, deed })
  await screen.findByText('One moment…')
  const working = stateOf('working')
  const failed = {
    ...deed,
    status: 'failed',
    finding: findingOf('CONNECTION_REFUSED', { address: 'qlik:4243' }),
  }
  link.publish({ ...working, deed })
  link.publish({ ...working, deed: failed })
  await waitFor(() => expect(screen.queryByText('One moment…')).toBeNull())
  link.publish({ ...state, deed: failed })
  await screen.findByText('That did not work')
})
