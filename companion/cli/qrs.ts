import type { Command } from 'commander'
import { expectSite } from '../config/configuration.ts'
import { connectToQrs } from '../qrs/client.ts'
import { expectQrsPath } from '../qrs/path.ts'
import { onInterrupt } from './interrupt.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { siteIdHelp } from './site-id.ts'

/** `hubpass qrs <site> <path>` */
export function addQrsCommand(program: Command, act: Act): void {
  program
    .command('qrs')
    .description('Ask the Repository Service (GET only) and print its JSON.')
    .argument('<site>', siteIdHelp)
    .argument('<path>', 'what follows /qrs/, e.g. about')
    .addHelpText('after', examples)
    .action(act(ask))
}

const examples = `
Examples:
  $ hubpass qrs acme about
  $ hubpass qrs acme "virtualproxyconfig/full?filter=prefix eq 'sales'"
`

async function ask(id: string, received: string): Promise<Outcome> {
  const path = expectQrsPath(received)
  const qrs = await connectToQrs(await expectSite(id))
  const { content } = await onInterrupt(signal => qrs.get(path, { signal }))
  return { result: content, text: JSON.stringify(content, null, 2) }
}
