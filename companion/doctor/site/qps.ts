import { HubpassError } from '#protocol/errors'
import { counted } from '../../counted.ts'
import { connectToQps } from '../../qps/client.ts'
import { isSuccess } from '../../qps/refusals.ts'
import type { Check, Passed } from '../check.ts'
import type { Way } from './way.ts'

/** Whether it is QPS that answers: it knows the sessions of the default virtual proxy. */
export const qpsCheck = (way: Way): Check => ({
  id: 'qps',
  title: 'Proxy Service (QPS)',
  needs: ['xrfkey'],
  run: async signal => {
    const qps = await connectToQps(way.site)
    try {
      const { length } = await qps.listSessions('', { signal })
      return { note: `answers; ${counted(length, 'session')} on the default virtual proxy` }
    } catch (error) {
      return withoutList(await isAlive(way, signal), error)
    }
  },
})

/** A node need not serve the default virtual proxy: one that is alive may serve others. */
function withoutList(isAlive: boolean, error: unknown): Passed {
  if (isAlive && error instanceof HubpassError && error.code !== 'CANCELLED')
    return { warnings: [error.finding] }
  throw error
}

async function isAlive({ asked }: Way, signal: AbortSignal): Promise<boolean> {
  const { answer } = await asked(signal)
  return answer !== undefined && isSuccess(answer) && /"value"\s*:\s*(true|false)/i.test(answer.body)
}
