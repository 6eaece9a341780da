// @vitest-environment happy-dom
import { cleanup, fireEvent, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fetchRules } from '../../src/popup/rules.ts'
import { button, field, openPopup, readyState, stateOf } from './app.tsx'
import { FakeLink } from './gallery/fake-link.ts'

/** What the popup fetches on demand is there then, however long a machine takes to prepare it. */
beforeAll(fetchRules)
beforeEach(() => localStorage.clear())
afterEach(cleanup)

/** Opened with a user. */
const openFilled = (link?: FakeLink): FakeLink => {
  const opened = openPopup(link)
  fireEvent.input(field('User id'), { target: { value: 'DOMAIN\\User1' } })
  return opened
}
const submit = () => fireEvent.submit(button('Sign in').closest('form') ?? document.body)
describe('Sign in', () => {
  it('asks for the run first, and for the permission in the same gesture', () => {
    const link = openFilled()
    submit()
    expect(link.asked).toMatchObject([
      {
        intent: 'signIn',
        request: { site: 'production', prefix: '', identity: { userDirectory: 'DOMAIN', userId: 'User1' } },
      },
      { permission: '*://qlik.example.com/*' },
    ])
  })

  it.each([true, false])('hands on the answer %s of the prompt', async granted => {
    const link = openFilled(new FakeLink(readyState, { windowId: 1 }, granted))
    submit()
    await waitFor(() => expect(link.asked.at(-1)).toEqual({ intent: 'permission', granted }))
  })

  it('uses another session id for every run', () => {
    const link = openFilled()
    submit()
    fireEvent.click(button('Cancel'))
    submit()
    const ids = link.asked.flatMap(asked => ('request' in asked ? [asked.request.sessionId] : []))
    expect(new Set(ids).size).toBe(2)
  })

  it('does nothing while a run goes on, and keeps its place', () => {
    const link = openFilled()
    submit()
    const { length } = link.asked
    expect(button('Sign in').getAttribute('aria-disabled')).toBe('true')
    submit()
    expect(link.asked).toHaveLength(length)
  })

  it('can be pressed without a companion, and then asks for no permission', () => {
    const link = openFilled(new FakeLink(stateOf('no-companion')))
    submit()
    expect(link.asked).toMatchObject([{ intent: 'signIn', request: { site: '' } }])
  })
})
