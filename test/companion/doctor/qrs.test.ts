import { expect, it, vi } from 'vitest'
import { qlikTimeoutMs } from '#protocol/limits'
import { qrsCheck } from '../../../companion/doctor/site/qrs.ts'
import { wayTo } from '../../../companion/doctor/site/way.ts'
import { QlikSenseDouble } from '../../doubles/qlik-sense/double.ts'
import { siteFor } from '../fixtures/site.ts'

it('does not ask to open the port of a Repository Service that was reached and does not answer', async () => {
  await using qlik = await QlikSenseDouble.start()
  const hold = qlik.hold({ door: 'qrs' })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const checked = expect(
    qrsCheck(wayTo(siteFor(qlik))).run(new AbortController().signal),
  ).rejects.toMatchObject({
    finding: {
      code: 'QRS_UNAVAILABLE',
      details: { because: 'TIMEOUT', accepted: true },
      remedy: expect.not.stringContaining('port to be opened'),
    },
  })
  await hold.reached
  vi.advanceTimersByTime(qlikTimeoutMs)
  vi.useRealTimers()
  await checked
})
