import type { Command } from 'commander'
import { requireSite } from '../../config/configuration.ts'
import { connectToQrs } from '../../qlik/qrs/client.ts'
import { readVirtualProxies } from '../../qlik/qrs/virtual-proxies.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { runInterruptible } from '../interrupt.ts'
import { addSiteArgument, resolveSite } from '../options/site-argument.ts'
import { formatVirtualProxy } from '../output/virtual-proxy.ts'

/** `hubpass virtual-proxies <site>` */
export function addVirtualProxiesCommand(program: Command, toAction: ActionAdapter): void {
  const command = program
    .command('virtual-proxies')
    .alias('vp')
    .description('Show the virtual proxies with their settings and the proxies that serve them.')
  addSiteArgument(command).action(
    toAction(async (_site: unknown, _options: unknown, command: Command) =>
      show((await resolveSite(command)).site),
    ),
  )
}

async function show(id: string): Promise<CommandOutput> {
  const site = await requireSite(id)
  const qrs = await connectToQrs(site)
  const virtualProxies = await runInterruptible(signal => readVirtualProxies(qrs, { signal }))
  const texts = virtualProxies.map(virtualProxy => formatVirtualProxy(virtualProxy, site.hub))
  return { result: { virtualProxies }, text: texts.join('\n\n') }
}
