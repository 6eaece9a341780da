import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { startNativeHost } from '../support/native-host.ts'
import { siteConfigFor, writeConfig } from '../support/site-config.ts'
import { createTemporaryFolder } from '../support/temporary-folder.ts'
import { type Comparison, measureMs } from './measure.ts'

const bareRequests = fromRoot('test', 'bench', 'subjects', 'bare-requests.mjs')

/**
 * Compares an X-ray through a connected companion, as the popup runs it, with its own requests, which a
 * bare client repeats one after the other. Each is a process of its own, and so is the server.
 */
export async function compareXray(): Promise<Comparison & AsyncDisposable> {
  const qlik = await QlikSenseDouble.start({ hardened: true })
  const home = await createTemporaryFolder('bench')
  await writeConfig(home.path, siteConfigFor(qlik))
  const host = startNativeHost({ home: home.path })
  const params = { site: 'acme', prefix: 'sales', user: { userDirectory: 'DOMAIN', userId: 'User1' } }
  const xray = async (): Promise<void> => {
    const answer = await host.sendCommand('xray', params)
    if (!answer.ok) throw new Error(answer.error.message)
  }
  await xray()
  const requests = [...qlik.requests]
  const bareClient = fork(bareRequests, { execArgv: [] })
  const ask = async (message: string | object): Promise<void> => {
    bareClient.send(message)
    await once(bareClient, 'message')
  }
  const origins = { qps: qlik.qps, qrs: qlik.qrs, proxy: qlik.hub }
  await ask({ requests, origins, folder: qlik.certificates.folder })
  return {
    title: `An X-ray of ${requests.length} requests`,
    target: { against: 'bare requests', ratio: 1.5, comparison: 'at most' },
    subjects: {
      'X-ray': () => measureMs(xray),
      'bare requests': () => measureMs(() => ask('repeat')),
    },
    [Symbol.asyncDispose]: async () => {
      bareClient.kill()
      await host[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
      await qlik[Symbol.asyncDispose]()
    },
  }
}
