// @vitest-environment happy-dom
import { cleanup, fireEvent, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { loadFieldErrors } from '../../../src/popup/state/load-field-errors.ts'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getButton, getField, readyState, renderPopup, storyState } from '../../support/render-popup.tsx'

/** Loads the lazy part first, however slow the machine is. */
beforeAll(loadFieldErrors)
beforeEach(() => localStorage.clear())
afterEach(cleanup)

/** Opened with a user. */
const renderFilledPopup = (link?: FakeBackgroundClient): FakeBackgroundClient => {
  const opened = renderPopup(link)
  fireEvent.input(getField('User id'), { target: { value: 'DOMAIN\\User1' } })
  return opened
}
const submit = () => fireEvent.submit(getButton('Sign in').closest('form') ?? document.body)
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
