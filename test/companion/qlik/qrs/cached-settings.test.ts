import { rename } from 'node:fs/promises'
import { afterEach, expect, it, vi } from 'vitest'
import { setPassphrasePrompt } from '../../../../companion/credentials/passphrase.ts'
import { readSettingsWithinDeadline } from '../../../../companion/qlik/qrs/cached-settings.ts'
import { PASSPHRASE } from '../../../doubles/qlik-sense/certificates/folders.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { credentialFrom, siteConfigFor } from '../../../support/site-config.ts'

afterEach(() => {
  vi.useRealTimers()
  setPassphrasePrompt(async () => undefined)
})

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

it('the time in which a user types the passphrase does not count', async () => {
  await using qlik = await QlikSenseDouble.start()
  vi.useFakeTimers({ toFake: ['Date'] })
  setPassphrasePrompt(async () => {
    vi.setSystemTime(Date.now() + 60_000)
    return PASSPHRASE
  })
  const credential = credentialFrom(await qlik.writeCertificates('encryptedKey'))
  expect(
    await readSettingsWithinDeadline(siteConfigFor(qlik, { credential }), 'sales', signal),
  ).toHaveProperty('settings')
})

it('settings are read as soon as the credential can be loaded', async () => {
  await using qlik = await QlikSenseDouble.start()
  const credential = credentialFrom(qlik.certificates.folder)
  const site = siteConfigFor(qlik, { credential })
  await rename(credential.key, `${credential.key}.away`)
  expect(await readSettingsWithinDeadline(site, 'sales', signal)).toMatchObject({
    settingsFinding: { code: 'CREDENTIAL_FILE_MISSING' },
  })
  await rename(`${credential.key}.away`, credential.key)
  expect(await readSettingsWithinDeadline(site, 'sales', signal)).toHaveProperty('settings')
})
