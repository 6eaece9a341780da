import type { SiteConfiguration } from '../../config/schema.ts'
import type { Check } from '../check.ts'
import { createCertificateChecks } from './certificate.ts'
import { createHubCheck } from './hub.ts'
import { findExposedKey } from './key-rights.ts'
import { createNetworkChecks } from './network.ts'
import { createQpsCheck } from './qps.ts'
import { createQrsCheck } from './qrs.ts'
import { createSiteProbe } from './site-probe.ts'

/** Returns the checks of a site, from its credential to its settings in QRS. */
export function createSiteChecks(site: SiteConfiguration): Check[] {
  const probe = createSiteProbe(site)
  const checks: Check[] = [
    {
      id: 'credential',
      title: 'Credential',
      run: async () => {
        const { subject, issuer, validTo, warnings } = await probe.credential()
        return {
          note: `${subject}, issued by ${issuer}, valid until ${validTo.slice(0, 10)}`,
          warnings: [...warnings, ...(await findExposedKey(site.credential))],
        }
      },
    },
    ...createNetworkChecks(probe),
    ...createCertificateChecks(probe),
    createQpsCheck(probe),
    createHubCheck(probe),
    createQrsCheck(probe),
  ]
  return checks.map(check => ({ ...check, site: site.id }))
}
