import { expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import type { FoundUsers } from '#shared/found-users'
import { CompanionConnection } from '../../../src/background/companion/connection.ts'
import { createUserSearch } from '../../../src/background/sites/found-users.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'

function startSearch() {
  const companion = new FakeCompanion()
  const published: FoundUsers[] = []
  const connection = new CompanionConnection({
    openPort: () => companion.connect(),
    extension: { id: 'abcdefgh', version: '1' },
    publish: () => {},
  })
  const { handlers } = createUserSearch({ companion: connection, publish: found => published.push(found) })
  const find = async (search: string) =>
    handlers.findUsers({ intent: 'findUsers', site: 'acme', search, userDirectory: '' })
  const commands = () => companion.requests.map(({ command }) => command)
  return { companion, published, find, commands }
}

test('a search publishes the users of the site', async () => {
  const { published, find } = startSearch()
  await find('noacc')
  expect(published).toMatchObject([
    { site: 'acme', search: 'noacc', users: [{ userId: 'NoAccess', hasAccessPass: false }], hidden: 0 },
  ])
})

test('a new search cancels the one before, whose answer is dropped', async () => {
  const { companion, published, find, commands } = startSearch()
  const held = companion.hold('users')
  const first = find('use').catch(() => {})
  await held.reached
  held.release()
  await find('user1')
  await first
  await vi.waitFor(() => expect(published.map(({ search }) => search)).toEqual(['user1']))
  expect(commands()).toContain('cancel')
})

test('a search that fails publishes nothing, and the next one works', async () => {
  const { companion, published, find } = startSearch()
  companion.fail('users', failure('CONNECTION_REFUSED', { address: 'qlik:4242' }))
  await find('user1').catch(() => {})
  expect(published).toEqual([])
  await find('user1')
  expect(published).toHaveLength(1)
})
