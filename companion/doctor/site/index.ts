import type { SiteConfiguration } from '../../config/schema.ts'
import type { Check } from '../check.ts'
import { certificateChecks } from './certificate.ts'
import { hubCheck } from './hub.ts'
import { networkChecks } from './network.ts'
import { qpsCheck } from './qps.ts'
import { qrsCheck } from './qrs.ts'
import { wayTo } from './way.ts'

/** What there is to look at for one site, from its credential to its settings in QRS. */
export function siteChecks(site: SiteConfiguration): Check[] {
  const way = wayTo(site)
  const checks: Check[] = [
    {
      id: 'credential',
      title: 'Credential',
      run: async () => {
        const { subject, issuer, validTo, warnings } = await way.credential()
        return { note: `${subject} from ${issuer}, until ${validTo.slice(0, 10)}`, warnings }
      },
    },
    ...networkChecks(way),
    ...certificateChecks(way),
    qpsCheck(way),
    hubCheck(way),
    qrsCheck(way),
  ]
  return checks.map(check => ({ ...check, site: site.id }))
}
