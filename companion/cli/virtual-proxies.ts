import type { Command } from 'commander'
import { expectSite } from '../config/configuration.ts'
import { connectToQrs } from '../qrs/client.ts'
import { readVirtualProxies } from '../qrs/virtual-proxies.ts'
import { describeVirtualProxy } from './describe-virtual-proxy.ts'
import { onInterrupt } from './interrupt.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { siteIdHelp } from './site-id.ts'

/** `hubpass virtual-proxies <site>` */
export function addVirtualProxiesCommand(program: Command, act: Act): void {
  program
    .command('virtual-proxies')
    .description('Show the virtual proxies as the QMC has them, and the proxies that serve them.')
    .argument('<site>', siteIdHelp)
    .action(act(show))
}

async function show(id: string): Promise<Outcome> {
  const site = await expectSite(id)
  const qrs = await connectToQrs(site)
  const virtualProxies = await onInterrupt(signal => readVirtualProxies(qrs, { signal }))
  const texts = virtualProxies.map(each => describeVirtualProxy(each, site.hub))
  return { result: { virtualProxies }, text: texts.join('\n\n') }
}
