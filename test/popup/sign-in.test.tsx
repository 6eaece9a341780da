// @vitest-environment happy-dom
import { cleanup, fireEvent, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { button, field, openPopup, readyState, stateOf } from './app.tsx'
import { FakeLink } from './gallery/fake-link.ts'

beforeEach(() => localStorage.clear())
afterEach(cleanup)

const submit = () => fireEvent.submit(button('Sign in').closest('form') ?? document.body)
describe('Sign in', () => {
  it('asks for the run first, and for the permission in the same gesture', () => {
    const link = openPopup()
    fireEvent.input(field('User id'), { target: { value: 'DOMAIN\\User1' } })
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
    const link = openPopup(new FakeLink(readyState, { windowId: 1 }, granted))
    submit()
    await waitFor(() => expect(link.asked.at(-1)).toEqual({ intent: 'permission', granted }))
  })

  it('uses another session id for every run', () => {
    const link = openPopup()
    submit()
    fireEvent.click(button('Cancel'))
    submit()
    const ids = link.asked.flatMap(asked => ('request' in asked ? [asked.request.sessionId] : []))
    expect(new Set(ids).size).toBe(2)
  })

  it('does nothing while a run goes on, and keeps its place', () => {
    const link = openPopup()
    submit()
    const { length } = link.asked
    expect(button('Sign in').getAttribute('aria-disabled')).toBe('true')
    submit()
    expect(link.asked).toHaveLength(length)
  })

  it('can be pressed without a companion, and then asks for no permission', () => {
    const link = openPopup(new FakeLink(stateOf('no-companion')))
    submit()
    expect(link.asked).toMatchObject([{ intent: 'signIn', request: { site: '' } }])
  })
})
