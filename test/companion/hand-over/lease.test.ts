import { readdir, rename, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { sessionLimit } from '#protocol/constants'
import { hashSessionId } from '../../../companion/audit/format-entry.ts'
import { type Lease, leaseSession } from '../../../companion/hand-over/lease.ts'
import { listLeftRecords } from '../../../companion/open-sessions/records.ts'
import { type RecordEntry, SessionRecord } from '../../../companion/open-sessions/session-record.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { useCompanionHome } from '../../support/companion-home.ts'
import { siteConfigFor, writeConfig } from '../../support/site-config.ts'

const home = useCompanionHome('test')

const signal = new AbortController().signal
const place: RecordEntry = {
  ...{ site: 'acme', prefix: 'sales', userDirectory: 'DOMAIN', userId: 'User1' },
  sessionHash: '0123456789abcdef',
}
const options = { limit: sessionLimit, waitMs: 0, signal }
const lease = (changes: Partial<RecordEntry> = {}, more: Partial<typeof options> = {}): Promise<Lease> =>
  leaseSession({ ...place, ...changes }, { ...options, ...more })

const leaseAll = async (): Promise<Lease[]> => {
  const leases = []
  for (let count = 0; count < sessionLimit; count += 1) leases.push(await lease())
  return leases
}
const getFolder = () => join(home.path, 'open-sessions')
const listRecords = () => readdir(getFolder())

it('a sixth session of a user waits until one of five has ended, and says so once', async () => {
  const [first] = await leaseAll()
  const onWait = vi.fn()
  const waiting = leaseSession(place, { ...options, waitMs: 30_000, onWait })
  await expect.poll(() => onWait.mock.calls).toEqual([[Array(sessionLimit).fill(process.pid)]])
  await first?.release()
  await waiting
  expect([(await listRecords()).length, onWait.mock.calls.length]).toEqual([sessionLimit, 1])
})

it.each([
  ['the same user in another case', { userId: 'USER1', userDirectory: 'domain' }, false],
  ['another user', { userId: 'User2' }, true],
  ['another virtual proxy', { prefix: '' }, true],
  ['another site', { site: 'other' }, true],
])('%s shares the limit only if the name is the same', async (_, changes, isFree) => {
  await leaseAll()
  const outcome = await lease(changes).then(
    () => 'leased',
    error => error.finding,
  )
  const processes = Array(sessionLimit).fill(process.pid)
  expect(outcome).toEqual(
    isFree
      ? 'leased'
      : {
          code: 'SESSIONS_IN_USE',
          details: { user: 'domain\\USER1', site: 'acme', prefix: 'sales', limit: 5, seconds: 0, processes },
        },
  )
})

it('sessions of checks on this machine count, until they are gone', async () => {
  const check = new SessionRecord()
  const isLeased = () =>
    lease({}, { limit: 2 }).then(
      leased => leased.release().then(() => true),
      () => false,
    )
  await check.add({ ...place, userId: 'USER1', sessionHash: 'aa' })
  await check.add({ ...place, userId: 'User2', sessionHash: 'bb' })
  expect(await isLeased()).toBe(true)
  await check.add({ ...place, sessionHash: 'cc' })
  expect(await isLeased()).toBe(false)
  check.drop('aa')
  await check.add({ ...place, prefix: '', sessionHash: 'dd' })
  expect(await isLeased()).toBe(true)
})

it('a wait for a session ends with its signal, and leaves no record', async () => {
  await leaseAll()
  const controller = new AbortController()
  const waiting = leaseSession(place, {
    ...{ limit: sessionLimit, waitMs: 60_000, signal: controller.signal },
    onWait: () => controller.abort(),
  })
  await expect(waiting).rejects.toMatchObject({ finding: { code: 'CANCELLED' } })
  expect(await listRecords()).toHaveLength(sessionLimit)
})

it('programs that lease at the same time never hold more sessions than the limit', async () => {
  const limits = fc.integer({ min: 1, max: 4 })
  const counts = fc.integer({ min: 1, max: 9 })
  await fc.assert(
    fc.asyncProperty(limits, counts, async (limit, count) => {
      let held = 0
      let most = 0
      const work = async () => {
        const leased = await lease({}, { limit, waitMs: 60_000 })
        held += 1
        most = Math.max(most, held)
        await listRecords()
        held -= 1
        await leased.release()
      }
      await Promise.all(Array.from({ length: count }, work))
      expect(most).toBeLessThanOrEqual(limit)
      expect(await listRecords()).toEqual([])
    }),
    { numRuns: 5 },
  )
})

it('the lease of a program that died is given to another one, and its session ends', async () => {
  await using qlik = await QlikSenseDouble.start()
  await writeConfig(home.path, siteConfigFor(qlik))
  const user = { userDirectory: 'DOMAIN', userId: 'User1' }
  const { sessionId } = qlik.addSession({ prefix: 'sales', ...user })
  await lease({ sessionHash: await hashSessionId(sessionId) })
  const [name = ''] = await listRecords()
  // No process has this number.
  await rename(join(getFolder(), name), join(getFolder(), name.replace(/^\d+/, '999999999')))
  for (let count = 1; count < sessionLimit; count += 1) await lease()
  expect(qlik.sessions).toHaveLength(1)
  await lease()
  expect([qlik.sessions, (await listRecords()).length]).toEqual([[], sessionLimit])
})

it('a lease that is renewed stays, although its record was old', async () => {
  const leased = await lease()
  const [name = ''] = await listRecords()
  const longAgo = new Date(Date.now() - 3_600_000)
  await utimes(join(getFolder(), name), longAgo, longAgo)
  await leased.renew()
  expect(await listLeftRecords()).toEqual([])
})
