// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { FoundUser } from '#shared/found-users'
import type { State } from '#shared/state'
import { UserList } from '../../../src/popup/form/UserIdField.tsx'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getField, readyState, renderPopup } from '../../support/render-popup.tsx'

beforeAll(() => UserList.load())
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const proxies = [{ prefix: '', linked: true }]
const open = { ...readyState, virtualProxies: { production: { status: 'ready' as const, proxies } } }
const anna: FoundUser = { userDirectory: 'DOMAIN', userId: 'anna', name: 'Anna Smith', hasAccessPass: false }
const hannah: FoundUser = { userDirectory: 'OTHER', userId: 'hannah', hasAccessPass: true }

function openField(state: State = open) {
  const client = new FakeBackgroundClient(state)
  renderPopup(client)
  const field = getField('User id')
  return {
    client,
    field,
    type: (value: string) => fireEvent.input(field, { target: { value } }),
    press: (key: string) => fireEvent.keyDown(field, { key }),
    answer: (search: string, users: FoundUser[], { hidden = 0, site = 'production' } = {}) =>
      client.publish({ ...state, foundUsers: { site, search, users, hidden } }),
    rows: () => [...document.querySelectorAll('.option')].map(({ textContent }) => textContent),
    searches: () => client.sent.filter(intent => 'intent' in intent && intent.intent === 'findUsers'),
  }
}

it('UserIdField searches from the third letter on', async () => {
  const { type, searches } = openField()
  type('a')
  type('an')
  expect(searches()).toEqual([])
  fireEvent.input(getField('User directory'), { target: { value: 'DOMAIN' } })
  type('ann')
  expect(searches()).toEqual([
    { intent: 'findUsers', site: 'production', search: 'ann', userDirectory: 'DOMAIN' },
  ])
})

it('UserIdField counts letters of every script', () => {
  const { type, searches } = openField()
  for (const text of ['👩👩', '王', 'ив', '王芳', 'ива', '👩👩👩']) type(text)
  expect(searches().map(search => 'search' in search && search.search)).toEqual(['王芳', 'ива', '👩👩👩'])
})

it('UserIdField lists the users, marks those without an access pass and fills in both names', async () => {
  const { field, type, press, answer, rows } = openField()
  type('ann')
  answer('ann', [anna, hannah], { hidden: 7 })
  await screen.findByText('7 more users match. Type more letters.')
  expect(rows()).toEqual(['annaAnna Smithno access passDOMAIN', 'hannahOTHER'])
  press('ArrowDown')
  press('ArrowDown')
  press('Enter')
  expect(field.value).toBe('hannah')
  expect(getField('User directory').value).toBe('OTHER')
  expect(rows()).toEqual([])
})

it('UserIdField ignores the answer to an older search and of another site', async () => {
  const { type, answer, rows } = openField()
  type('ann')
  type('anna')
  answer('ann', [anna, hannah])
  answer('anna', [anna, hannah], { site: 'staging' })
  expect(rows()).toEqual([])
  answer('anna', [anna, hannah])
  await screen.findByText('hannah')
})

it('UserIdField offers nothing once the only match is typed, and leaves Enter to the form', () => {
  const { type, answer, rows, press } = openField()
  type('anna')
  answer('anna', [anna])
  expect(rows()).toEqual([])
  expect(press('Enter')).toBe(true)
})

it('UserIdField is a plain field while QRS is closed', () => {
  const { type, searches, field } = openField(readyState)
  type('anna')
  expect(searches()).toEqual([])
  expect(field.getAttribute('role')).toBeNull()
})
