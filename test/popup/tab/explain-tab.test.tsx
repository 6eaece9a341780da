// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ExplainedTab, TabExplanation } from '#shared/sessions/tab-explanation'
import { loadChecks } from '../../../src/popup/state/load-checks.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getButton, renderPopup, storyState } from '../../support/render-popup.tsx'

/** Loads the lazy parts first, however slow the machine is. */
beforeAll(() => Promise.all([import('../../../src/popup/session-actions/ActionsMenu.tsx'), loadChecks()]))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const explained: ExplainedTab = {
  status: 'ready',
  windowId: 1,
  site: 'production',
  prefix: 'sales',
  who: 'nobody',
  causes: [{ cause: 'noCookie', values: ['X-Qlik-Session-sales'], action: { kind: 'signIn' } }],
}
const lastUser = {
  userDirectory: 'DOMAIN',
  userId: 'User7',
  attributes: [{ name: 'group', value: 'HR' }],
  cookieName: '',
}

/** Opens the dialog over a story, and answers its question. */
async function explain(story: string, item: string, answer?: TabExplanation) {
  const link = renderPopup(new FakeBackgroundClient(storyState(story)))
  fireEvent.click(getButton('Actions'))
  fireEvent.click(await screen.findByRole('menuitem', { name: item }))
  await screen.findByText('Asking the hub, Qlik Sense and the browser…')
  await waitFor(() => expect(link.sent).toContainEqual({ intent: 'explainTab', windowId: 1 }))
  if (answer !== undefined) link.publish({ ...storyState(story), tabExplanation: answer })
  return link
}
const requestOf = (link: FakeBackgroundClient) =>
  waitFor(() => {
    const sent = link.sent.find(one => 'intent' in one && one.intent === 'signIn')
    expect(sent).toBeDefined()
    return sent
  })

it('the menu offers Why? only on a tab of a hub, after the permission is granted', async () => {
  const link = renderPopup(new FakeBackgroundClient(storyState('who-nobody'), { windowId: 1 }, false))
  fireEvent.click(getButton('Actions'))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Why am I not signed in?' }))
  await screen.findByText(/^Nothing was changed/)
  expect(link.sent).not.toContainEqual({ intent: 'explainTab', windowId: 1 })
  cleanup()
  renderPopup(new FakeBackgroundClient(storyState('filled')))
  fireEvent.click(getButton('Actions'))
  await screen.findByRole('menuitem', { name: 'Manage…' })
  expect(screen.queryByRole('menuitem', { name: 'Why am I not signed in?' })).toBeNull()
})

it('Why? shows the cause, and its button signs in the last user of the tab', async () => {
  const link = await explain('who-nobody', 'Why am I not signed in?', { ...explained, lastUser })
  await screen.findByRole('heading', { name: 'Nobody is signed in on sales' })
  const dialog = screen.getByRole('dialog')
  expect(dialog.textContent).toContain('The browser sends no session cookie.')
  fireEvent.click(await waitFor(() => dialog.querySelector('[data-cause] button') as HTMLElement))
  expect(await requestOf(link)).toMatchObject({
    request: {
      prefix: 'sales',
      identity: { userDirectory: 'DOMAIN', userId: 'User7', attributes: lastUser.attributes },
    },
  })
  expect(screen.queryByRole('dialog')).toBeNull()
})

it('a fix of Why? changes the prefix, with the user of the form', async () => {
  const link = await explain('who-nobody', 'Why am I not signed in?', {
    ...explained,
    prefix: 'salse',
    causes: [
      {
        cause: 'prefixUnknown',
        values: ['salse', 'sales'],
        action: { kind: 'signInAgain', change: { prefix: 'sales' } },
      },
    ],
    lastUser,
  })
  fireEvent.click(await screen.findByRole('button', { name: 'Use sales' }))
  expect(await requestOf(link)).toMatchObject({ request: { prefix: 'sales', identity: { userId: 'User7' } } })
})

it('Explain this tab says who is signed in and what is unusual', async () => {
  await explain('who-ours', 'Explain this tab', {
    ...explained,
    who: 'user',
    user: 'DOMAIN\\User1',
    causes: [{ cause: 'ownPrefix', values: ['sales'] }],
  })
  await screen.findByRole('heading', { name: 'You are DOMAIN\\User1 on sales' })
  screen.getByRole('heading', { name: 'What is unusual here' })
  expect(screen.getByRole('dialog').textContent).not.toContain('Why?')
})

it('Cancel stops the question, and a new worker is asked again', async () => {
  const link = await explain('who-nobody', 'Why am I not signed in?', { status: 'working', windowId: 1 })
  link.publish(storyState('who-nobody'))
  await waitFor(() =>
    expect(link.sent.filter(one => 'intent' in one && one.intent === 'explainTab')).toHaveLength(2),
  )
  const dialog = screen.getByRole('dialog')
  fireEvent.click(dialog.querySelector('button') as HTMLElement)
  await waitFor(() => expect(link.sent.at(-1)).toEqual({ intent: 'stopExplaining' }))
})
