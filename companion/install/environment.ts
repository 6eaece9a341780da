import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a plan has to know of a machine. Told, not asked for, so that a plan for any machine can be made on any other. */
export interface HostEnvironment {
  platform: NodeJS.Platform
  userHome: string
  env: Readonly<Record<string, string | undefined>>
  /** Absolute: a browser started from the desktop has a PATH without nvm and its like. */
  node: string
  /** The program that is running, to be copied. */
  program: string
}

export const readHostEnvironment = (): HostEnvironment => ({
  platform: process.platform,
  userHome: homedir(),
  env: process.env,
  node: process.execPath,
  program: fileURLToPath(import.meta.url),
})

/** How paths are written there. */
export const getPathModule = ({ platform }: Pick<HostEnvironment, 'platform'>) =>
  platform === 'win32' ? win32 : posix

/** `{config}/chromium` as the path that it is on that machine; a path without such a beginning stays as it is. */
export function expandVariables(template: string, machine: HostEnvironment): string {
  const [, base = '', rest = ''] = /^\{(\w+)\}(.*)$/.exec(template) ?? []
  return isBaseFolder(base)
    ? getPathModule(machine).join(baseFolders[base](machine), ...rest.split('/'))
    : template
}

/** The folders of the user that browsers keep their things in. */
const baseFolders = {
  home: ({ userHome }: HostEnvironment) => userHome,
  config: ({ userHome, env }: HostEnvironment) => env.XDG_CONFIG_HOME || posix.join(userHome, '.config'),
  support: ({ userHome }: HostEnvironment) => posix.join(userHome, 'Library', 'Application Support'),
  local: ({ userHome, env }: HostEnvironment) => env.LOCALAPPDATA || win32.join(userHome, 'AppData', 'Local'),
  roaming: ({ userHome, env }: HostEnvironment) => env.APPDATA || win32.join(userHome, 'AppData', 'Roaming'),
}

const isBaseFolder = (name: string): name is keyof typeof baseFolders => Object.hasOwn(baseFolders, name)
