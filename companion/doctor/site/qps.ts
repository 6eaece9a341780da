import { HubpassError } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { isSuccess } from '../../qlik/http/endpoint.ts'
import { connectToQps } from '../../qlik/qps/client.ts'
import { pluralize } from '../../util/text.ts'
import type { Check, CheckOutcome } from '../check.ts'
import type { SiteProbe } from './site-probe.ts'

/** Checks that QPS answers by listing the sessions of the default virtual proxy. */
export const createQpsCheck = (probe: SiteProbe): Check => ({
  id: 'qps',
  title: 'Proxy Service (QPS)',
  needs: ['xrfkey'],
  run: async signal => {
    const qps = await connectToQps(probe.site)
    try {
      const { length } = await qps.listSessions('', { signal })
      return { note: `answers; ${pluralize(length, 'session')} on the default virtual proxy` }
    } catch (error) {
      return warnIfAlive(await isAlive(probe, signal), error)
    }
  },
})

/** Only warns if the node is alive: it may serve other virtual proxies than the default one. */
function warnIfAlive(isAlive: boolean, error: unknown): CheckOutcome {
  if (isAlive && error instanceof HubpassError && error.code !== 'CANCELLED')
    return { warnings: [toFinding(error)] }
  throw error
}

async function isAlive({ checkAlive }: SiteProbe, signal: AbortSignal): Promise<boolean> {
  const { response } = await checkAlive(signal)
  return response !== undefined && isSuccess(response) && /"value"\s*:\s*(true|false)/i.test(response.body)
}
