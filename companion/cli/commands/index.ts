import type { Command } from 'commander'
import type { ActionAdapter } from '../command.ts'
import type { AddCommands } from '../program.ts'

interface CommandLoader {
  names: readonly string[]
  load: () => Promise<(program: Command, toAction: ActionAdapter) => void>
}

/**
 * Every command in the order of the help. The module of a command is loaded when it is needed. The
 * hidden command `complete` needs them all.
 */
const commandLoaders: readonly CommandLoader[] = [
  { names: ['site'], load: async () => (await import('./site/index.ts')).addSiteCommands },
  { names: ['login'], load: async () => (await import('./login.ts')).addLoginCommand },
  { names: ['open'], load: async () => (await import('./open.ts')).addOpenCommand },
  { names: ['request'], load: async () => (await import('./request.ts')).addRequestCommand },
  { names: ['session'], load: async () => (await import('./session.ts')).addSessionCommands },
  { names: ['sessions'], load: async () => (await import('./sessions/index.ts')).addSessionsCommands },
  { names: ['user'], load: async () => (await import('./user/index.ts')).addUserCommands },
  {
    names: ['virtual-proxies', 'vp'],
    load: async () => (await import('./virtual-proxies.ts')).addVirtualProxiesCommand,
  },
  { names: ['users'], load: async () => (await import('./users.ts')).addUsersCommand },
  { names: ['whoami'], load: async () => (await import('./whoami.ts')).addWhoamiCommand },
  { names: ['xray'], load: async () => (await import('./xray.ts')).addXrayCommand },
  { names: ['check'], load: async () => (await import('./check.ts')).addCheckCommand },
  { names: ['report'], load: async () => (await import('./report.ts')).addReportCommands },
  { names: ['qrs'], load: async () => (await import('./qrs.ts')).addQrsCommand },
  { names: ['audit'], load: async () => (await import('./audit.ts')).addAuditCommand },
  { names: ['doctor'], load: async () => (await import('./doctor.ts')).addDoctorCommand },
  { names: ['install', 'uninstall'], load: async () => (await import('./install.ts')).addInstallCommands },
  {
    names: ['completion'],
    load: async () => (await import('./completion.ts')).addCompletionCommands,
  },
  { names: ['version'], load: async () => (await import('./version.ts')).addVersionCommand },
]

export const addCommands: AddCommands = async (program, toAction, [first = '']) => {
  const selected = commandLoaders.filter(({ names }) => names.includes(first))
  for (const { load } of selected.length > 0 ? selected : commandLoaders) {
    const add = await load()
    add(program, toAction)
  }
}
