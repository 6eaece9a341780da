// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { findingOf } from '#protocol/to-finding'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getButton, renderPopup, storyState } from '../../support/render-popup.tsx'

/** What the popup fetches on demand is there then, however long a machine takes to prepare it. */
beforeAll(() => import('../../../src/popup/session-actions/ActionsMenu.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const openMenu = (name: string | RegExp) => {
  fireEvent.click(getButton('Actions'))
  return screen.findByRole('menuitem', { name })
}
const chooseItem = async (name: string | RegExp) => void fireEvent.click(await openMenu(name))
const listIntents = ({ sent: asked }: FakeBackgroundClient) =>
  asked.flatMap(one => ('intent' in one ? [one.intent] : []))

it('says what was refused and how to allow it, asks for nothing, and is put away', async () => {
  const link = renderPopup(new FakeBackgroundClient(storyState('who-ours'), { windowId: 1 }, false))
  await chooseItem('Sign in again with a new session id')
  const said = await screen.findByRole('alert')
  expect(said.textContent).toContain('Nothing was changed')
  expect(said.textContent).toContain('qlik.example.com')
  expect(said.textContent).toContain('Try again and choose Allow')
  expect(listIntents(link)).not.toContain('signInAgain')
  fireEvent.click(getButton('Dismiss'))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

it('asks for what was chosen once it is allowed', async () => {
  const link = renderPopup(new FakeBackgroundClient(storyState('who-ours')))
  await chooseItem('Sign in again with a new session id')
  await waitFor(() => expect(listIntents(link)).toContain('signInAgain'))
  expect(screen.queryByRole('alert')).toBeNull()
})

it('tells of what was asked for in the dialog of sessions also when that was closed before it was done', async () => {
  const state = storyState('who-ours')
  const link = renderPopup(new FakeBackgroundClient(state))
  const deed = { name: 'endOurs', windowId: 1, id: 'deed-1', status: 'working' }
  await chooseItem(/^Sessions/)
  await screen.findByRole('dialog')
  link.publish({ ...state, sessionAction: deed })
  fireEvent.click(getButton('Close'))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const ended = { user: 'DOMAIN\\User1', prefix: '', ended: 2 }
  link.publish({ ...state, sessionAction: { ...deed, ...ended, status: 'done' } })
  await screen.findByText(/^Ended 2 Hubpass sessions of DOMAIN.User1 on /)
  fireEvent.click(getButton('Dismiss'))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull())
})

it('tells of a failure that came while another sign-in went on, once that is over', async () => {
  const state = storyState('who-ours')
  const link = renderPopup(new FakeBackgroundClient(state))
  const deed = { name: 'signOut', windowId: 1, id: 'deed-1', status: 'working' }
  await openMenu(/^Sign out/)
  link.publish({ ...state, sessionAction: deed })
  await screen.findByText('Working…')
  const working = storyState('working')
  const failed = {
    ...deed,
    status: 'failed',
    finding: findingOf('CONNECTION_REFUSED', { address: 'qlik:4243' }),
  }
  link.publish({ ...working, sessionAction: deed })
  link.publish({ ...working, sessionAction: failed })
  await waitFor(() => expect(screen.queryByText('Working…')).toBeNull())
  link.publish({ ...state, sessionAction: failed })
  await screen.findByText('The action failed')
})
