import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import type { DoubleOptions } from '../doubles/qlik-sense/settings.ts'
import { siteConfigFor, writeConfig } from './site-config.ts'
import { createTemporaryHome } from './temporary-home.ts'

/** A home with the sites `acme` and `limited` (to the directories TESTING_*) of one double. */
export async function startCompanionWithQlik(settings: DoubleOptions = {}) {
  const home = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start(settings)
  await writeConfig(
    home.path,
    siteConfigFor(qlik),
    siteConfigFor(qlik, { id: 'limited', users: ['TESTING_*\\*'] }),
  )
  const dispose = async () => {
    for (const each of [qlik, home]) await each[Symbol.asyncDispose]()
  }
  return { home: home.path, qlik, [Symbol.asyncDispose]: dispose }
}
