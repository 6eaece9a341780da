import type { Command } from 'commander'
import { nameOf } from '#protocol/identity'
import { expectPrefix } from '#protocol/prefix'
import { proxyInWords } from '#protocol/proxy-in-words'
import { endSessionsOf } from '../commands/log-out.ts'
import { contextWith } from './context.ts'
import { countOf } from './held-sessions.ts'
import { onInterrupt } from './interrupt.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { siteIdHelp } from './site-id.ts'
import { expectUser } from './user-name.ts'

/** `hubpass user logout` */
export function addUserCommands(program: Command, act: Act): void {
  program
    .command('user')
    .description('What can be done to a user.')
    .helpCommand(false)
    .command('logout')
    .description('End all sessions of a user on a virtual proxy.')
    .argument('<site>', siteIdHelp)
    .argument('<user>', "'DIRECTORY\\id'")
    .option('--prefix <prefix>', 'virtual proxy (else the default one)')
    .action(act(logout))
}

async function logout(site: string, name: string, options: { prefix?: string }): Promise<Outcome> {
  const prefix = expectPrefix(options.prefix ?? '')
  const user = expectUser(name, 'User')
  const ended = await onInterrupt(signal => endSessionsOf({ site, prefix, user }, contextWith(signal)))
  const had = ended.length === 0 ? 'had no session' : `is logged out, ${countOf(ended)} ended`
  return {
    result: { ...user, prefix, ended },
    text: `${nameOf(user)} ${had} on ${proxyInWords(prefix)}.`,
  }
}
