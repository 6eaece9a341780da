import { expect, it } from 'vitest'
import { FirefoxHarness } from '../support/firefox/firefox-harness.ts'
import { firefoxSkipReason, shouldSkip } from '../support/skip-reasons.ts'
import { findArtifact, version } from './support/release.ts'

it.skipIf(shouldSkip(firefoxSkipReason()))('the packed add-on signs in in Firefox', async () => {
  await using harness = await FirefoxHarness.open({ addon: findArtifact(`hubpass-firefox-${version}.xpi`) })
  const popup = await harness.openPopup()
  await popup.fill({ prefix: '', directory: 'DOMAIN', userId: 'User1' })
  await popup.signIn()
  expect(await popup.waitForOutcome()).toBe('passed')
})
