import { expect, test, vi } from 'vitest'
import { failure } from '#protocol/errors'
import type { XrayCheck } from '#protocol/xray'
import type { XrayView } from '#shared/sessions/xray'
import { CompanionConnection } from '../../../src/background/companion/connection.ts'
import { createXrays } from '../../../src/background/xray/xrays.ts'
import { FakeSessionItem } from '../../support/fake-browser.ts'
import { FakeCompanion } from '../../support/fake-companion.ts'

const target = { windowId: 1, site: 'acme', prefix: 'sales', user: 'DOMAIN\\User1' }
const start = { intent: 'startXray', ...target } as const
const inBrowser: XrayCheck = {
  ...{ id: 'B-1', title: 'Cookie', message: 'hidden', class: 'R', evidence: [], references: [] },
  verdict: 'passed',
  severity: 'high',
}

function startXrays({ xrayItem = new FakeSessionItem(), fakeCompanion = new FakeCompanion() } = {}) {
  const shown: XrayView[] = []
  const onFinished = vi.fn()
  const companion = new CompanionConnection({
    openPort: () => fakeCompanion.connect(),
    extension: { id: 'abcdefgh', version: '1' },
    publish: () => {},
  })
  const xrays = createXrays({
    companion,
    xrayItem,
    checkInBrowser: async () => [inBrowser],
    readVersions: async () => ({ extension: '1', browser: 'Chromium 156' }),
    now: () => 1,
    publish: view => shown.push(view),
    onFinished,
  })
  const asked = () => fakeCompanion.requests.filter(({ command }) => command === 'xray')
  return { ...xrays, companion: fakeCompanion, shown, onFinished, asked, xrayItem }
}

test('an X-ray publishes its progress, and its checks with those of the browser', async () => {
  const { handlers, shown, onFinished, asked, xrayItem, isBusy } = startXrays()
  await handlers.startXray(start)
  expect(asked().map(({ params }) => params)).toEqual([
    { site: 'acme', prefix: 'sales', user: { userDirectory: 'DOMAIN', userId: 'User1' } },
  ])
  expect(shown).toMatchObject([
    { status: 'working', ...target },
    { status: 'working', ...target, progress: { done: 0, total: 1, title: 'Cookie attributes' } },
    { status: 'done', ...target, report: { checks: [{ id: 'SC-01' }, { id: 'B-1' }] }, endedAt: 1 },
  ])
  expect(onFinished).toHaveBeenCalledOnce()
  expect([isBusy(), xrayItem.value]).toEqual([false, undefined])
})

test('only one X-ray runs at a time, and another window shows the one that runs', async () => {
  const { handlers, companion, shown, asked, isBusy } = startXrays()
  const gate = companion.hold('xray')
  const running = handlers.startXray(start)
  await gate.reached
  await handlers.startXray({ ...start, windowId: 2, user: 'DOMAIN\\User2' })
  expect(shown.at(-1)).toMatchObject({ status: 'working', windowId: 2, user: 'DOMAIN\\User1' })
  expect([asked().length, isBusy()]).toEqual([1, true])
  gate.release()
  await running
  expect(shown.at(-1)).toMatchObject({ status: 'done', windowId: 2 })
})

test('a canceled X-ray says so, and can be closed and started again', async () => {
  const { handlers, companion, shown } = startXrays()
  const gate = companion.hold('xray')
  const running = handlers.startXray(start)
  await gate.reached
  handlers.closeXray({ intent: 'closeXray' })
  expect(shown.at(-1)?.status).toBe('working')
  handlers.cancelXray({ intent: 'cancelXray' })
  await running
  expect(shown.at(-1)).toMatchObject({ status: 'failed', finding: { code: 'CANCELLED' } })
  handlers.closeXray({ intent: 'closeXray' })
  expect(shown.at(-1)).toEqual({ status: 'closed' })
  gate.release()
  await handlers.startXray(start)
  expect(shown.at(-1)?.status).toBe('done')
})

test('a companion that does not know the command is named as too old', async () => {
  const { handlers, companion, shown } = startXrays()
  companion.fail('xray', failure('BAD_REQUEST', { field: 'Command', received: 'xray', expected: 'one of' }))
  await handlers.startXray(start)
  expect(shown.at(-1)).toMatchObject({
    finding: { code: 'COMPANION_TOO_OLD', details: { command: 'xray', companion: '0.0.0' } },
  })
})

test.each(['User1', 'A\\B\\C'])('the companion rejects the user %s', async user => {
  const { handlers, shown } = startXrays()
  await handlers.startXray({ ...start, user })
  expect(shown.at(-1)).toMatchObject({ status: 'failed', finding: { code: 'IDENTITY_INVALID' } })
})

test('a companion that exits fails the X-ray', async () => {
  const { handlers, companion, shown, isBusy } = startXrays()
  const gate = companion.hold('xray')
  const running = handlers.startXray(start)
  await gate.reached
  companion.exit()
  await running
  expect(shown.at(-1)).toMatchObject({ finding: { code: 'COMPANION_EXITED' } })
  expect(isBusy()).toBe(false)
})

test('another worker reports an X-ray that was interrupted, once', async () => {
  const first = startXrays()
  const gate = first.companion.hold('xray')
  void first.handlers.startXray(start)
  await gate.reached
  const { xrayItem } = first
  const second = startXrays({ xrayItem: new FakeSessionItem(structuredClone(xrayItem.value)) })
  await second.resume()
  expect(second.shown).toMatchObject([{ status: 'failed', ...target, finding: { code: 'XRAY_INTERRUPTED' } }])
  const third = startXrays({ xrayItem: second.xrayItem })
  await third.resume()
  expect(third.shown).toEqual([])
  gate.release()
})

test('an invalid report of progress makes the companion unreadable', async () => {
  const { handlers, companion, shown } = startXrays()
  const gate = companion.hold('xray')
  const running = handlers.startXray(start)
  await gate.reached
  companion.deliver({ id: 3, progress: { done: 'many' } })
  await running
  expect(shown.at(-1)).toMatchObject({ finding: { code: 'COMPANION_GARBLED' } })
})

test('a report of progress for a request that has ended changes nothing', async () => {
  const { handlers, companion, shown } = startXrays()
  await handlers.startXray(start)
  const before = shown.length
  companion.deliver({ id: 99, progress: { done: 1, total: 2, title: 'late' } })
  await companion.connect()
  expect(shown.length).toBe(before)
})
