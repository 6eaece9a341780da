import { afterEach, expect, it, vi } from 'vitest'
import { readSettingsWithinDeadline } from '../../../../companion/qlik/qrs/cached-settings.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { siteConfigFor } from '../../../support/site-config.ts'

afterEach(() => vi.useRealTimers())

const { signal } = new AbortController()

it('settings are cached for half a minute', async () => {
  await using qlik = await QlikSenseDouble.start()
  const site = siteConfigFor(qlik)
  vi.useFakeTimers({ toFake: ['Date'] })
  const both = await Promise.all([
    readSettingsWithinDeadline(site, 'sales', signal),
    readSettingsWithinDeadline(site, 'portal', signal),
  ])
  expect(both).toMatchObject([
    { settings: { cookieName: 'X-Qlik-Session-sales' } },
    { settings: { cookieName: 'X-Qlik-Session-portal' } },
  ])
  expect(qlik.requests).toHaveLength(2)
  vi.setSystemTime(Date.now() + 30_000)
  await readSettingsWithinDeadline(site, 'sales', signal)
  expect(qlik.requests).toHaveLength(4)
})

it('settings are read again after the configuration of the site changes', async () => {
  await using qlik = await QlikSenseDouble.start()
  await using other = await QlikSenseDouble.start()
  await readSettingsWithinDeadline(siteConfigFor(qlik), 'sales', signal)
  await readSettingsWithinDeadline(siteConfigFor(qlik, { qrs: new URL(other.qrs).host }), 'sales', signal)
  expect([qlik.requests.length, other.requests.length]).toEqual([2, 2])
})

it('a lookup of settings ends after 1.5 seconds without a response', async () => {
  await using qlik = await QlikSenseDouble.start()
  const hold = qlik.hold({ endpoint: 'qrs' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const expected = readSettingsWithinDeadline(siteConfigFor(qlik), 'sales', signal)
  await hold.reached
  vi.advanceTimersByTime(1_500)
  vi.useRealTimers()
  expect(await expected).toEqual({
    settingsMissing: `${new URL(qlik.qrs).host} accepted the connection but did not respond within 1.5 seconds.`,
    settingsFinding: expect.objectContaining({ code: 'TIMEOUT' }),
  })
})

it('a lookup of settings ends at once if the sign-in is cancelled', async () => {
  await using qlik = await QlikSenseDouble.start()
  const hold = qlik.hold({ endpoint: 'qrs' })
  const cancelling = new AbortController()
  const expected = readSettingsWithinDeadline(siteConfigFor(qlik), 'sales', cancelling.signal)
  await hold.reached
  cancelling.abort()
  expect(await expected).toMatchObject({ settingsMissing: expect.any(String) })
})
