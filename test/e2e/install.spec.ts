import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { E2EHarness } from '../support/e2e-harness.ts'
import { pollUntil } from '../support/poll-until.ts'

/** Returns every path below a folder in order, or nothing when the folder is missing. */
const listBelow = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { recursive: true }).catch(() => [])).sort()

/**
 * Returns the files that install may change: browser host manifests and the companion's home,
 * without user data.
 */
const listInstalledFiles = async ({ profile, home }: E2EHarness) => ({
  hosts: await listBelow(join(profile, 'NativeMessagingHosts')),
  home: (await listBelow(home)).filter(path => !/^(config\.json|audit)/.test(path)),
})

it('companion works after install and leaves no files after uninstall', async () => {
  await using harness = await E2EHarness.open({ companion: 'absent' })
  const before = await listInstalledFiles(harness)
  const popup = await harness.openPopup()
  expect(await popup.finding()).toMatchObject({ code: 'COMPANION_NOT_INSTALLED' })

  const install = await harness.hubpass('install', '--user-data-dir', harness.profile)
  expect(install.code, install.stderr).toBe(0)
  await popup.button('Try again').click()
  await popup.waitForCompanion('ready')
  await popup.fill({ prefix: 'sales', directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome(), JSON.stringify(await popup.currentFinding())).toBe('passed')
  await popup.page.close()
  // The companion ends with the last page. A running one would answer the next page.
  await pollUntil('the companion has ended', () => harness.companionProcesses().length === 0)

  const uninstall = await harness.hubpass('uninstall', '--user-data-dir', harness.profile)
  expect(uninstall.code, uninstall.stderr).toBe(0)
  expect(await listInstalledFiles(harness)).toEqual(before)
  const again = await harness.openPopup()
  await again.waitForCompanion('failed')
  expect(await again.finding()).toMatchObject({ code: 'COMPANION_NOT_INSTALLED' })
})
