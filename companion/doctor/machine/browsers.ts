import { failure } from '#protocol/errors'
import { extensionId } from '#protocol/limits'
import { placeOf } from '../../install/plan.ts'
import type { Check, Passed } from '../check.ts'
import type { Installation, RegisteredPlace } from './installation.ts'
import { problemOfManifest } from './judge-manifest.ts'

/** One check for each place where browsers look for the companion. */
export const browserChecks = (installation: Installation): Check[] =>
  installation.places.map(place => ({
    id: `browser:${place.browsers}`,
    title: place.browsers,
    needs: ['companion'],
    run: () => checkPlace(place, installation),
  }))

/** Reads what the browser will read. Throws REGISTRATION_BROKEN, which is a warning where another companion was installed. */
async function checkPlace(place: RegisteredPlace, installation: Installation): Promise<Passed> {
  const { ground, launcher, extensionIds } = installation
  const { registration, browsers, isOurs } = place
  const { family, key } = registration
  const broken = (at: string, problem: string) =>
    failure('REGISTRATION_BROKEN', { browser: browsers, place: at, problem })
  const manifest = key === undefined ? registration.manifest : (await ground.registry.read(key))?.values['']
  if (manifest === undefined) throw broken(placeOf(registration), 'the key is not in the registry')
  const content = (await ground.disk.read(manifest))?.toString()
  const wanted = { family, launcher, extensionIds: [...new Set([extensionId, ...extensionIds])] }
  const problem = problemOfManifest(content, wanted)
  if (problem !== undefined && isOurs) throw broken(manifest, problem)
  if (problem !== undefined) return { warnings: [broken(manifest, problem).finding] }
  return { note: `starts it for the extension (${manifest})` }
}
