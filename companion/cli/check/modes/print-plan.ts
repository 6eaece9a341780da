import { requireSite } from '../../../config/configuration.ts'
import { connectToQrs } from '../../../qlik/qrs/client.ts'
import { readVirtualProxies } from '../../../qlik/qrs/virtual-proxies.ts'
import type { CommandOutput } from '../../command.ts'
import { runInterruptible } from '../../interrupt.ts'
import { requireDefaultSite } from '../../options/site-argument.ts'
import { withCheck } from '../with-check.ts'

/** Prints a plan that expects of a site what QRS says about it now. Sends only questions. */
export async function printPlan(named: string | undefined): Promise<CommandOutput> {
  const id = named ?? (await requireDefaultSite())
  const site = await requireSite(id)
  const qrs = await connectToQrs(site)
  const virtualProxies = await runInterruptible(signal => readVirtualProxies(qrs, { signal }))
  const today = new Date().toISOString().slice(0, 10)
  return withCheck(async ({ createPlan }) => {
    const plan = createPlan({ site: id, virtualProxies, users: site.users, today })
    return { result: { plan }, text: plan }
  })
}
