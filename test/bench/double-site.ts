import { credentialFrom, writeConfig } from '../support/site-config.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { type DoubleProcess, startDoubleProcess } from './double-process.ts'

export interface DoubleSite extends AsyncDisposable {
  home: string
  double: DoubleProcess
}

/** Starts a double, and a home that has it as each of these sites. */
export async function startDoubleSite(ids: readonly string[], delayMs = 0): Promise<DoubleSite> {
  const double = await startDoubleProcess(delayMs)
  const home = await createTemporaryFolder('bench')
  const { hub, qps, qrs, certificates } = double
  const addresses = { hub, qps: new URL(qps).host, qrs: new URL(qrs).host }
  const credential = credentialFrom(certificates)
  await writeConfig(home.path, ...ids.map(id => ({ id, ...addresses, credential })))
  return {
    ...{ home: home.path, double },
    async [Symbol.asyncDispose]() {
      await double[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}
