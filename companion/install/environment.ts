import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

/**
 * The facts about a machine that a plan needs. They are passed in, so that any machine can plan for
 * any other.
 */
export interface HostEnvironment {
  platform: NodeJS.Platform
  userHome: string
  env: Readonly<Record<string, string | undefined>>
  /** An absolute path: browsers started from the desktop have a PATH without nvm. */
  node: string
  /** The folder of the running program, whose files are copied. */
  programFolder: string
}

export const readHostEnvironment = (): HostEnvironment => ({
  platform: process.platform,
  userHome: homedir(),
  env: process.env,
  node: process.execPath,
  programFolder: import.meta.dirname,
})

/** Returns the path functions of that platform. */
export const getPathModule = ({ platform }: Pick<HostEnvironment, 'platform'>) =>
  platform === 'win32' ? win32 : posix

/**
 * Expands a leading `{config}` or other variable to the folder on that machine. Leaves other paths
 * unchanged.
 */
export function expandVariables(template: string, machine: HostEnvironment): string {
  const [, base = '', rest = ''] = /^\{(\w+)\}(.*)$/.exec(template) ?? []
  return isBaseFolder(base)
    ? getPathModule(machine).join(baseFolders[base](machine), ...rest.split('/'))
    : template
}

/** The user's folders that contain the data of browsers. */
const baseFolders = {
  home: ({ userHome }: HostEnvironment) => userHome,
  config: ({ userHome, env }: HostEnvironment) => env.XDG_CONFIG_HOME || posix.join(userHome, '.config'),
  support: ({ userHome }: HostEnvironment) => posix.join(userHome, 'Library', 'Application Support'),
  local: ({ userHome, env }: HostEnvironment) => env.LOCALAPPDATA || win32.join(userHome, 'AppData', 'Local'),
  roaming: ({ userHome, env }: HostEnvironment) => env.APPDATA || win32.join(userHome, 'AppData', 'Roaming'),
}

const isBaseFolder = (name: string): name is keyof typeof baseFolders => Object.hasOwn(baseFolders, name)
