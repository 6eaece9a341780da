import { expect, test, vi } from 'vitest'
import { startBackground } from '../support/background-harness.ts'
import { FakeLocalStorage, FakeSessionItem } from '../support/fake-browser.ts'
import { recordedStorage } from './recorded.ts'

test('extension reads personas and runs that the previous one stored, and keeps them', async () => {
  const { local, session } = recordedStorage
  const storage = new FakeLocalStorage(local)
  const bg = startBackground({ storage, runItem: new FakeSessionItem(session.run) })
  const page = bg.openPage()
  page.sendIntent({ intent: 'listRuns' })
  await vi.waitFor(() => expect(page.state?.runHistory?.runs).toHaveLength(2))
  expect(page.state?.runHistory?.runs.map(({ outcome, user }) => [outcome, user])).toEqual([
    ['failed', 'DOMAIN\\User3'],
    ['passed', 'DOMAIN\\User1'],
  ])
  expect(page.state?.personas?.personas).toMatchObject([
    { label: 'Anna', userDirectory: 'DOMAIN', userId: 'User2', prefix: 'sales' },
  ])
  expect(page.state?.run).toMatchObject({ outcome: 'failed', user: 'DOMAIN\\User3' })
  expect(page.state?.quarantine ?? []).toEqual([])
  for (const key of Object.keys(local)) expect(await storage.load(key)).toEqual(local[key])
})

test('extension lists the sessions that the previous one had created', async () => {
  const bg = startBackground({
    createdSessionsItem: new FakeSessionItem(recordedStorage.session.createdSessions),
  })
  expect(await bg.registry.list()).toMatchObject([{ userDirectory: 'DOMAIN', userId: 'User1' }])
})
