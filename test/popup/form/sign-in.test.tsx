// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadChecks } from '../../../src/popup/state/load-checks.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getButton, getField, readyState, renderPopup, storyState } from '../../support/render-popup.tsx'

/** Loads the lazy part first, however slow the machine is. */
beforeAll(loadChecks)
beforeEach(() => localStorage.clear())
afterEach(cleanup)

/** Opened with a user. */
const renderFilledPopup = (link?: FakeBackgroundClient): FakeBackgroundClient => {
  const opened = renderPopup(link)
  fireEvent.input(getField('User id'), { target: { value: 'DOMAIN\\User1' } })
  return opened
}
const submit = () => fireEvent.submit(getButton('Sign in').closest('form') ?? document.body)
/** Opens the popup on a hub tab of DOMAIN\\User1. */
function renderWithUserHere(user = 'DOMAIN\\User1'): FakeBackgroundClient {
  const here = { status: 'user', windowId: 1, site: 'production', prefix: '', user, canEnd: true } as const
  const link = renderPopup(new FakeBackgroundClient({ ...readyState, currentUsers: [here] }))
  fireEvent.input(getField('User id'), { target: { value: 'DOMAIN\\User1' } })
  return link
}

describe('Sign in of a user who is signed in already', () => {
  const readPageContext = () =>
    waitFor(() => expect(document.querySelector('[data-who=user]')).not.toBeNull())

  it('Sign in asks first, and signs in after Sign in again', async () => {
    const link = renderWithUserHere('domain\\user1')
    await readPageContext()
    submit()
    const question = await screen.findByRole('alert')
    expect(question.textContent).toContain('You already are DOMAIN\\User1 here.')
    expect(screen.getByRole<HTMLAnchorElement>('link', { name: 'Open hub' }).href).toBe(
      'https://qlik.example.com:8443/hub/',
    )
    expect(link.sent).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Sign in again' }))
    expect(link.sent).toMatchObject([{ intent: 'signIn' }, {}])
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it.each(['Attribute name', 'Virtual proxy prefix', 'User id'])(
    'Sign in does not ask if %s makes another session',
    async field => {
      const link = renderWithUserHere()
      await readPageContext()
      fireEvent.input(getField(field), { target: { value: 'other' } })
      submit()
      expect(link.sent).toMatchObject([{ intent: 'signIn' }, {}])
    },
  )

  it('a private window does not ask', async () => {
    const link = renderWithUserHere()
    await readPageContext()
    fireEvent.click(getButton('Sign in in a private window'))
    expect(link.sent).toMatchObject([{ intent: 'signIn' }, {}])
  })
})

describe('Sign in', () => {
  it('Sign in sends the request first and asks for the permission in the same gesture', () => {
    const link = renderFilledPopup()
    submit()
    expect(link.sent).toMatchObject([
      {
        intent: 'signIn',
        request: { site: 'production', prefix: '', identity: { userDirectory: 'DOMAIN', userId: 'User1' } },
      },
      { permission: '*://qlik.example.com/*' },
    ])
  })

  it.each([true, false])('Sign in forwards the answer %s of the prompt', async granted => {
    const link = renderFilledPopup(new FakeBackgroundClient(readyState, { windowId: 1 }, granted))
    submit()
    await waitFor(() => expect(link.sent.at(-1)).toEqual({ intent: 'permission', granted }))
  })

  it('Sign in uses a new session id for every run', () => {
    const link = renderFilledPopup()
    submit()
    fireEvent.click(getButton('Cancel'))
    submit()
    const ids = link.sent.flatMap(asked => ('request' in asked ? [asked.request.sessionId] : []))
    expect(new Set(ids).size).toBe(2)
  })

  it('Sign in does nothing during a run and keeps its place', () => {
    const link = renderFilledPopup()
    submit()
    const { length } = link.sent
    expect(getButton('Sign in').getAttribute('aria-disabled')).toBe('true')
    submit()
    expect(link.sent).toHaveLength(length)
  })

  it('Sign in works without a companion and then asks for no permission', () => {
    const link = renderFilledPopup(new FakeBackgroundClient(storyState('no-companion')))
    submit()
    expect(link.sent).toMatchObject([{ intent: 'signIn', request: { site: '' } }])
  })
})
