import { expect, it, vi } from 'vitest'
import { qlikTimeoutMs } from '#protocol/constants'
import { createQrsCheck } from '../../../../companion/doctor/site/qrs.ts'
import { createSiteProbe } from '../../../../companion/doctor/site/site-probe.ts'
import { QlikSenseDouble } from '../../../doubles/qlik-sense/double.ts'
import { findingOfRejection } from '../../../support/catch-finding.ts'
import { siteConfigFor } from '../../../support/site-config.ts'

it('createQrsCheck does not ask to open the port of a Repository Service that accepted the connection', async () => {
  await using qlik = await QlikSenseDouble.start()
  const hold = qlik.hold({ endpoint: 'qrs' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const run = async () =>
    createQrsCheck(createSiteProbe(siteConfigFor(qlik))).run(new AbortController().signal)
  const checked = expect(findingOfRejection(run())).resolves.toMatchObject({
    code: 'QRS_UNAVAILABLE',
    details: { because: 'TIMEOUT', accepted: true },
    remedy: expect.not.stringContaining('open this port'),
  })
  await hold.reached
  vi.advanceTimersByTime(qlikTimeoutMs)
  vi.useRealTimers()
  await checked
})
