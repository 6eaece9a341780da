import { extensionId } from '#protocol/constants'
import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { locateRegistration } from '../../install/plan.ts'
import { findManifestProblem } from '../../install/validate-manifest.ts'
import type { Check, CheckOutcome } from '../check.ts'
import type { Installation, RegisteredLocation } from './installation.ts'

/** Returns a check for each place where browsers look for the companion. */
export const createBrowserChecks = (installation: Installation): Check[] =>
  installation.locations.map(location => ({
    id: `browser:${location.browsers}`,
    title: location.browsers,
    needs: ['companion'],
    run: () => checkLocation(location, installation),
  }))

/**
 * Reads what the browser reads. Throws REGISTRATION_BROKEN, or warns if another companion is
 * registered.
 */
async function checkLocation(
  location: RegisteredLocation,
  installation: Installation,
): Promise<CheckOutcome> {
  const { system, extensionIds } = installation
  const { registration, browsers, isOurs, launcher } = location
  const { family, key } = registration
  const registrationError = (path: string, problem: string) =>
    failure('REGISTRATION_BROKEN', { browser: browsers, place: path, problem })
  const manifest = key === undefined ? registration.manifest : (await system.registry.read(key))?.values['']
  if (manifest === undefined)
    throw registrationError(locateRegistration(registration), 'the key is not in the registry')
  const content = (await system.fileSystem.read(manifest))?.toString()
  const expected = { family, launcher, extensionIds: [...new Set([extensionId, ...extensionIds])] }
  const problem = findManifestProblem(content, expected)
  if (problem !== undefined && isOurs) throw registrationError(manifest, problem)
  if (problem !== undefined) return { warnings: [toFinding(registrationError(manifest, problem))] }
  return { note: `starts the companion for the extension (${manifest})` }
}
