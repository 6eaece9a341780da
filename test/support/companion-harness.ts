import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import type { DoubleOptions } from '../doubles/qlik-sense/settings.ts'
import { siteConfigFor, writeConfig } from './site-config.ts'
import { createTemporaryHome } from './temporary-home.ts'

/** Starts a double and a home with its sites `acme` and `limited` (directories TESTING_*). */
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
