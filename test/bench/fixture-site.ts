import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { siteConfigFor, writeConfig } from '../support/site-config.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'

export interface FixtureSite extends AsyncDisposable {
  home: string
  qlik: QlikSenseDouble
}

/** Starts a double, and a home that has it as the site `acme`. */
export async function startFixtureSite(): Promise<FixtureSite> {
  const home = await createTemporaryFolder('bench')
  const qlik = await QlikSenseDouble.start({ recording: false })
  await writeConfig(home.path, siteConfigFor(qlik))
  return {
    ...{ home: home.path, qlik },
    async [Symbol.asyncDispose]() {
      await qlik[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}
