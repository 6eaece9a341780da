import { afterEach, expect, test, vi } from 'vitest'
import { permissionTimeoutMs } from '../../src/background/limits.ts'
import { StoredDouble } from '../doubles/browser.ts'
import { commands, ended, leftInSession, request, world } from './fixtures/world.ts'

afterEach(() => vi.useRealTimers())

test('waits for the permission and goes on when it comes, also after its popup has closed', async () => {
  const it = await world()
  it.browser.isAllowed = false
  it.page.say({ intent: 'signIn', request })
  await vi.waitFor(() => expect(it.run()?.steps[2]?.note).toContain('waiting for your permission'))
  it.page.close()
  const other = it.open()
  it.browser.allow()
  await vi.waitFor(() => expect(other.state?.run?.outcome).toBe('passed'))
})

test('hears a no to the permission that another worker had waited for', async () => {
  const it = await world({ stored: new StoredDouble(leftInSession()) })
  it.browser.isAllowed = false
  it.page.say({ intent: 'permission', granted: false })
  await ended(it, 'failed')
  expect(it.run()?.finding?.code).toBe('PERMISSION_DENIED')
  expect(commands(it.companion)).not.toContain('createSession')
})

test('takes a prompt that nobody answers for a no, in the end', async () => {
  vi.useFakeTimers()
  const it = await world()
  it.browser.isAllowed = false
  it.page.say({ intent: 'signIn', request })
  await vi.advanceTimersByTimeAsync(permissionTimeoutMs + 1000)
  expect(it.run()?.finding?.code).toBe('PERMISSION_DENIED')
})

test('says that the permission was taken away in mid-run, and what it could not put back without', async () => {
  const it = await world()
  it.browser.ports.cookies.set = async () => {
    it.browser.isAllowed = false
    throw new Error('No host permissions for cookies at url')
  }
  it.page.say({ intent: 'signIn', request })
  await ended(it, 'failed')
  expect(it.run()?.finding?.code).toBe('PERMISSION_REVOKED')
  expect(it.companion.sessions).toEqual([])
})
